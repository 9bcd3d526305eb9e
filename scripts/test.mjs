import { build } from './build.mjs'
import { check } from './check.mjs'
import { runAsScript, runTool } from './command.mjs'
import { ensureDependencies, ensurePrograms } from './setup.mjs'
import { Tally } from './tally.mjs'
import { runVitest } from './vitest.mjs'

const parts = ['check', 'unit', 'component', 'chromium', 'firefox']

/** @typedef {{ part: string, tally: Tally, programs: ReturnType<typeof ensurePrograms>, skipped: string[] }} Context */

await runAsScript(import.meta.url, async (args) => {
  const unknown = args.find((arg) => !parts.includes(arg))
  if (unknown) throw new Error(`No such part: ${unknown}. There are ${parts.join(', ')}.`)
  const chosen = parts.filter((part) => args.length === 0 || args.includes(part))
  ensureDependencies()
  const tally = new Tally()
  const skipped = await runParts(chosen, tally)
  for (const reason of skipped) console.log(`\nSkipped: ${reason}`)
  return tally.report()
})

/**
 * @param {string[]} chosen
 * @param {Tally} tally
 * @returns {Promise<string[]>} what was not run, and why
 */
async function runParts(chosen, tally) {
  const wants = (/** @type {string} */ part) => chosen.includes(part)
  const programs = ensurePrograms(neededPrograms(wants))
  const builtChrome =
    (wants('check') || wants('chromium')) && (await tally.check('Build for Chrome', () => build('chrome')))
  const builtFirefox =
    (wants('check') || wants('firefox')) && (await tally.check('Build for Firefox', () => build('firefox')))
  /** @type {import('./build.mjs').Target[]} */
  const built = []
  if (builtChrome) built.push('chrome')
  if (builtFirefox) built.push('firefox')
  if (wants('check')) await check(tally, built)
  if (wants('check') && builtFirefox) await tally.check('Firefox add-on lint', lintAddon)
  for (const project of ['unit', 'component']) {
    if (wants(project)) tally.add(await runVitest(project, programs))
  }
  // At the same time: each mostly waits for its browser, and they share nothing but the machine.
  const reasons = await Promise.all([
    wants('chromium') && runInBrowser('chromium', builtChrome, programs, tally),
    wants('firefox') && runInBrowser('firefox', builtFirefox, programs, tally),
  ])
  return reasons.flatMap((reason) => reason || [])
}

/** @param {(part: string) => boolean} wants */
function neededPrograms(wants) {
  /** @type {import('./setup.mjs').Program[]} */
  const needed = []
  if (wants('chromium')) needed.push('chromium')
  if (wants('firefox')) needed.push('firefox')
  if (wants('unit')) needed.push('curl')
  if (wants('unit') || wants('chromium') || wants('firefox')) needed.push('mosquitto')
  return needed
}

/**
 * @param {'chromium' | 'firefox'} browser
 * @param {boolean} built
 * @param {Context['programs']} programs
 * @param {Tally} tally
 * @returns {Promise<string | undefined>} why it was skipped
 */
async function runInBrowser(browser, built, programs, tally) {
  if (!programs[browser]) return `the tests in ${browser}: there is none here`
  if (!built) return `the tests in ${browser}: the build for it failed`
  tally.add(await runVitest(browser, programs))
  return undefined
}

/** Its notices and warnings are advice; errors keep an add-on out of the store. */
function lintAddon() {
  return runTool(
    'web-ext',
    ['lint', '--source-dir', 'dist/firefox', '--no-config-discovery', '--no-input', '--boring'],
    {
      // web-ext asks the registry for a newer version of itself.
      NO_UPDATE_NOTIFIER: '1',
    },
  )
}
