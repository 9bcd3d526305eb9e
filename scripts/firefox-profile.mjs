import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** No first-run pages, no requests of its own; DevTools at the bottom, where a headless window has room for it. */
const quietPrefs = {
  'marionette.port': 0,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.firstRunURL': '',
  'extensions.update.enabled': false,
  'devtools.toolbox.host': 'bottom',
}

/**
 * @param {string} profile
 * @param {Record<string, string | number | boolean>} prefs
 */
export function writePrefs(profile, prefs) {
  mkdirSync(profile, { recursive: true })
  // A file left by an earlier run would name a port of the past.
  rmSync(path.join(profile, 'MarionetteActivePort'), { force: true })
  const lines = Object.entries({ ...quietPrefs, ...prefs }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  writeFileSync(path.join(profile, 'user.js'), `${lines.join('\n')}\n`)
}

/**
 * The port Firefox has chosen, as soon as it says so.
 *
 * @param {string} profile
 * @param {import('node:child_process').ChildProcess} child
 */
export async function readPort(profile, child) {
  for (let waited = 0; waited < 60_000; waited += 50) {
    const port = readNumber(path.join(profile, 'MarionetteActivePort'))
    if (port) return port
    if (!child.pid || child.exitCode !== null) throw new Error(`Firefox did not start (exit code ${child.exitCode})`)
    await sleep(50)
  }
  throw new Error('Firefox did not open its remote port within 60 s')
}

/** @param {string} file */
function readNumber(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return 0
  }
}
