import { build, targets } from './build.mjs'
import { runAsScript, runTool } from './command.mjs'
import { ensureDependencies } from './setup.mjs'
import { checkSizes } from './size.mjs'
import { Tally } from './tally.mjs'

/** What a machine can say about the sources without running them. */
const checks = [
  {
    title: 'Format, lint and import rules',
    run: () => runTool('@biomejs/biome', ['check', '--error-on-warnings', '.']),
  },
  { title: 'Types of the extension', run: () => runTool('typescript', ['-p', 'tsconfig.json']) },
  { title: 'Types of tests and scripts', run: () => runTool('typescript', ['-p', 'tsconfig.node.json']) },
  { title: 'Dead files, exports and dependencies', run: () => runTool('knip', []) },
]

/**
 * Runs all, also after one has failed: a person wants to know everything at once.
 *
 * @param {Tally} tally
 * @param {readonly import('./build.mjs').Target[]} built of what there is a build, whose size is looked at
 */
export async function check(tally, built) {
  for (const { title, run } of checks) await tally.check(title, run)
  for (const target of built) await tally.check(`Size of the build for ${target}`, () => checkSizes(`dist/${target}`))
}

await runAsScript(import.meta.url, async () => {
  ensureDependencies()
  const tally = new Tally()
  /** @type {import('./build.mjs').Target[]} */
  const built = []
  for (const target of targets) {
    if (await tally.check(`Build for ${target}`, () => build(target))) built.push(target)
  }
  await check(tally, built)
  return tally.report()
})
