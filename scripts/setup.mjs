// Runs before there are any dependencies: it may import Node's own modules and its neighbour only.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findChromium, findFirefox, findProgram } from './browsers.mjs'

export const root = path.resolve(import.meta.dirname, '..')

/** @typedef {'chromium' | 'firefox' | 'mosquitto' | 'curl'} Program */

/** Programs the project is started and tested with, and the Debian package of each. */
const programs = {
  chromium: { title: 'Chromium, Chrome or Edge', package: 'chromium', find: () => findChromium()?.executable },
  firefox: { title: 'Firefox', package: 'firefox-esr', find: () => findFirefox()?.executable },
  mosquitto: { title: 'Mosquitto', package: 'mosquitto', find: () => findProgram('mosquitto') },
  curl: { title: 'curl', package: 'curl', find: () => findProgram('curl') },
}

/** Installs what package-lock.json says, unless that is what is installed. */
export function ensureDependencies() {
  if (isInstalled()) return
  console.log('Installing dependencies (npm ci)')
  // npm is a script on Windows, which only a shell can run.
  const { status } = spawnSync('npm', ['ci'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error('npm ci failed')
}

/** npm leaves a record of what it installed; packages for other platforms are missing there. */
function isInstalled() {
  const wanted = readPackages('package-lock.json')
  const installed = readPackages('node_modules/.package-lock.json')
  const names = Object.keys({ ...wanted, ...installed }).filter((name) => name !== '')
  return names.every(
    (name) =>
      wanted[name]?.version === installed[name]?.version || (wanted[name]?.optional === true && !installed[name]),
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readPackages(file) {
  const absolute = path.join(root, file)
  return existsSync(absolute) ? JSON.parse(readFileSync(absolute, 'utf8')).packages : {}
}

/**
 * Finds programs, and on Debian as root installs those that are missing. What is missing after that is said plainly.
 *
 * @param {Program[]} wanted
 * @returns {Partial<Record<Program, string>>} the executable of each that is there
 */
export function ensurePrograms(wanted) {
  const missing = wanted.filter((name) => !programs[name].find())
  if (missing.length > 0 && isDebianRoot()) install(missing.map((name) => programs[name].package))
  /** @type {Partial<Record<Program, string>>} */
  const found = {}
  for (const name of wanted) {
    const executable = programs[name].find()
    if (executable) found[name] = executable
    else console.log(`Missing: ${programs[name].title} (looked for it on the PATH and in the usual places)`)
  }
  return found
}

function isDebianRoot() {
  const release = '/etc/os-release'
  return process.getuid?.() === 0 && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'))
}

/** @param {string[]} packages */
function install(packages) {
  console.log(`Installing ${packages.join(', ')} (apt-get)`)
  // Runlevel 1 keeps a package from starting the service it brings along.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], { stdio: 'inherit', env })
    if (status !== 0) console.log(`apt-get ${args[0]} failed`)
  }
}
