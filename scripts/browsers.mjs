import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** @typedef {'chromium' | 'chrome' | 'edge' | 'firefox'} BrowserName */
/** @typedef {{ name: string, family: 'chromium' | 'firefox', executable: string }} Browser */

/** Where browsers are: names on the PATH, below /Applications, below the folders for programs of Windows. */
const places = {
  chromium: {
    path: ['chromium', 'chromium-browser'],
    mac: 'Chromium.app/Contents/MacOS/Chromium',
    windows: 'Chromium/Application/chrome.exe',
  },
  chrome: {
    path: ['google-chrome', 'google-chrome-stable'],
    mac: 'Google Chrome.app/Contents/MacOS/Google Chrome',
    windows: 'Google/Chrome/Application/chrome.exe',
  },
  edge: {
    path: ['microsoft-edge', 'microsoft-edge-stable'],
    mac: 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    windows: 'Microsoft/Edge/Application/msedge.exe',
  },
  firefox: {
    path: ['firefox', 'firefox-esr'],
    mac: 'Firefox.app/Contents/MacOS/firefox',
    windows: 'Mozilla Firefox/firefox.exe',
  },
}

/**
 * The first Chromium there is; `SWITCHBOARD_CHROMIUM` names another.
 *
 * @returns {Browser | undefined}
 */
export function findChromium() {
  const executable = process.env.SWITCHBOARD_CHROMIUM
  if (executable) return { name: 'chromium', family: 'chromium', executable: path.resolve(executable) }
  return findBrowser('chromium') ?? findBrowser('chrome') ?? findBrowser('edge')
}

/**
 * Firefox; `SWITCHBOARD_FIREFOX` names another.
 *
 * @returns {Browser | undefined}
 */
export function findFirefox() {
  const executable = process.env.SWITCHBOARD_FIREFOX
  if (executable) return { name: 'firefox', family: 'firefox', executable: path.resolve(executable) }
  return findBrowser('firefox')
}

/**
 * @param {string} nameOrFile `chromium`, `chrome`, `edge`, `firefox` or the path of an executable
 * @returns {Browser | undefined}
 */
export function findBrowser(nameOrFile) {
  if (Object.hasOwn(places, nameOrFile)) {
    const name = /** @type {BrowserName} */ (nameOrFile)
    const executable = candidates(name).find(isExecutable)
    return executable ? { name, family: name === 'firefox' ? 'firefox' : 'chromium', executable } : undefined
  }
  const executable = path.resolve(nameOrFile)
  if (!isExecutable(executable)) return undefined
  const name = path.basename(executable)
  return { name, family: /firefox/i.test(name) ? 'firefox' : 'chromium', executable }
}

/**
 * @param {BrowserName} name
 * @returns {string[]}
 */
function candidates(name) {
  const place = places[name]
  if (process.platform === 'darwin') {
    return ['/Applications', `${process.env.HOME}/Applications`].map((folder) => path.join(folder, place.mac))
  }
  if (process.platform === 'win32') {
    const folders = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
    return folders.flatMap((folder) => (folder ? path.join(folder, place.windows) : []))
  }
  return place.path.flatMap((program) => findProgram(program) ?? [])
}

/**
 * @param {string} name a program on the PATH
 * @returns {string | undefined}
 */
export function findProgram(name) {
  // Servers are in sbin, which is not on everyone's PATH.
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/sbin',
  ]
  const file = process.platform === 'win32' ? `${name}.exe` : name
  return folders.flatMap((folder) => (folder ? path.join(folder, file) : [])).find(isExecutable)
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
