import { statfsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { runAsScript, runTool } from './command.mjs'
import { ensureDependencies } from './setup.mjs'
import { Tally } from './tally.mjs'

const targets = /** @type {const} */ ({ chromium: 'chrome', firefox: 'firefox' })

/** @type {Record<string, string[]>} */
const parts = {
  log: ['test/e2e/log.test.ts'],
  faults: ['test/e2e/faults.test.ts', 'test/e2e/limits.test.ts', 'test/e2e/storage-full.chromium.test.ts'],
}

/** On a disk that is filled. */
const full = 'test/soak/full-disk.test.ts'
/** Bytes that a disk may have to be filled in a time that one waits for. */
const mostToFill = 2e9

/** Without a browser. */
const files = 'test/formats/fuzz.test.ts'

/**
 * The long form of tests that `npm test` has in a short one. All there is, or `--browser firefox`, `--only faults`,
 * `--messages 3000000`, `--share 0.1`, `--seed 9`, `--kind 'killed'`, `--runs 20000`, `--files FOLDER`; with `--disk FOLDER`
 * also `--only full`. docs/faults.md and docs/formats tell what is counted.
 */
await runAsScript(import.meta.url, async (args) => {
  const settings = readSettings(args)
  ensureDependencies()
  process.env.SWITCHBOARD_FLOOD = settings.messages
  process.env.SWITCHBOARD_SOAK = settings.share
  process.env.SWITCHBOARD_SEED = settings.seed
  process.env.SWITCHBOARD_FUZZ_RUNS = settings.runs
  if (settings.files) process.env.SWITCHBOARD_FUZZ_FILES = resolve(settings.files)
  const tally = new Tally()
  if (settings.only.includes('files')) {
    const run = () => runTool('vitest', ['run', '--root', '.', '--project', 'unit', files])
    await tally.check(`Importers, each file broken in ${settings.runs} ways`, run)
  }
  if (settings.disk) {
    process.env.SWITCHBOARD_DISK = resolve(settings.disk)
    // What the browser keeps is where temporary files are.
    process.env.TMPDIR = resolve(settings.disk)
  }
  const inBrowser = Object.entries({ ...parts, full: [full] }).filter(([part]) => settings.only.includes(part))
  for (const [browser, target] of Object.entries(targets)) {
    if (!settings.browser.includes(browser) || inBrowser.length === 0) continue
    if (!(await tally.check(`Build for ${browser}`, () => build(target)))) continue
    for (const [part, tests] of inBrowser) {
      const run = () => runTool('vitest', ['run', '--root', '.', '--project', browser, '-t', settings.kind, ...tests])
      await tally.check(`${titleOf(part, settings)} in ${browser}`, run)
    }
  }
  return tally.report()
})

/**
 * @param {string} part
 * @param {{ messages: string, share: string, seed: string }} settings
 */
function titleOf(part, { messages, share, seed }) {
  if (part === 'log') return `A log of ${messages} messages`
  return `${part === 'full' ? 'A full disk' : 'Faults'}, ${share} of the long run, seed ${seed},`
}

/**
 * Has a disk that may be filled given for what fills one, and for nothing else.
 *
 * @param {{ only: string[], disk?: string }} settings
 */
function checkDisk({ only, disk }) {
  const fills = only.includes('full')
  const how = 'docs/faults.md tells how to make one in memory.'
  if (fills && !disk)
    throw new Error(`--only full fills a disk. Give it a small one that may be filled, with --disk FOLDER: ${how}`)
  if (disk && only.some((part) => part !== 'full')) throw new Error('--disk goes with --only full and nothing else.')
  if (!disk) return
  const size = sizeOf(disk)
  if (size > mostToFill) {
    throw new Error(
      `${disk} is on a disk of ${Math.round(size / 1e6)} MB, which would be filled. At most ${mostToFill / 1e6} MB: ${how}`,
    )
  }
}

/** @param {string} folder */
function sizeOf(folder) {
  const { blocks, bsize } = statfsSync(folder)
  return blocks * bsize
}

/** @param {string[]} args */
function readSettings(args) {
  const { values } = parseArgs({
    args,
    options: {
      browser: { type: 'string', multiple: true, default: Object.keys(targets) },
      only: { type: 'string', multiple: true, default: ['files', ...Object.keys(parts)] },
      messages: { type: 'string', default: '1000000' },
      share: { type: 'string', default: '1' },
      seed: { type: 'string', default: '8' },
      // A regular expression: only the faults whose title fits.
      kind: { type: 'string', default: '' },
      runs: { type: 'string', default: '10000' },
      files: { type: 'string' },
      disk: { type: 'string' },
    },
  })
  checkDisk(values)
  return values
}
