import { runAsScript, runTool } from './command.mjs'
import { ensureDependencies } from './setup.mjs'
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
 */
export async function check(tally) {
  for (const { title, run } of checks) await tally.check(title, run)
}

await runAsScript(import.meta.url, async () => {
  ensureDependencies()
  const tally = new Tally()
  await check(tally)
  return tally.report()
})
