import { build } from './build.mjs'
import { runAsScript, runTool } from './command.mjs'
import { ensureDependencies } from './setup.mjs'
import { Tally } from './tally.mjs'

const browsers = /** @type {const} */ ([
  ['chromium', 'chrome'],
  ['firefox', 'firefox'],
])

/** The test of the log with a million messages, or as many as are given: `npm run soak -- 3000000`. */
await runAsScript(import.meta.url, async ([count = '1000000']) => {
  ensureDependencies()
  process.env.SWITCHBOARD_FLOOD = count
  const tally = new Tally()
  for (const [browser, target] of browsers) {
    if (!(await tally.check(`Build for ${browser}`, () => build(target)))) continue
    const run = () => runTool('vitest', ['run', '--root', '.', '--project', browser, 'test/e2e/log.test.ts'])
    await tally.check(`A log of ${count} messages in ${browser}`, run)
  }
  return tally.report()
})
