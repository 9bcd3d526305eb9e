import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findBrowser, findChromium, findFirefox, findProgram } from '../../scripts/browsers.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'switchboard-path-'))
  vi.stubEnv('PATH', folder)
  vi.stubEnv('SWITCHBOARD_CHROMIUM', undefined)
  vi.stubEnv('SWITCHBOARD_FIREFOX', undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

function install(name: string): string {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '')
  chmodSync(file, 0o755)
  return file
}

function pretend(platform: NodeJS.Platform) {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform)
}

test('no browser is no error', () => {
  pretend('linux')
  expect([findChromium(), findFirefox(), findBrowser('edge'), findBrowser('/no/such/file')]).toEqual(Array(4))
})

test('any Chromium will do', () => {
  pretend('linux')
  const edge = install('microsoft-edge')
  expect(findChromium()).toEqual({ name: 'edge', family: 'chromium', executable: edge })
  const chrome = install('google-chrome-stable')
  expect(findChromium()).toEqual({ name: 'chrome', family: 'chromium', executable: chrome })
})

test('a file that cannot be run is not a program', () => {
  pretend('linux')
  chmodSync(install('firefox'), 0o644)
  const extended = install('firefox-esr')
  expect(findFirefox()?.executable).toBe(extended)
  expect(findProgram('nothing-of-that-name')).toBeUndefined()
})

test('the environment names another', () => {
  const own = install('my-chromium')
  vi.stubEnv('SWITCHBOARD_CHROMIUM', own)
  expect(findChromium()?.executable).toBe(own)
})

test('a path is taken as it is; its name tells the family', () => {
  expect(findBrowser(install('firefox-nightly'))?.family).toBe('firefox')
  expect(findBrowser(install('brave'))?.family).toBe('chromium')
})

test('macOS and Windows have their own places', () => {
  pretend('darwin')
  vi.stubEnv('HOME', folder)
  const mac = install('Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
  expect(findBrowser('chrome')?.executable).toBe(mac)
  pretend('win32')
  vi.stubEnv('ProgramFiles', folder)
  const windows = install('Mozilla Firefox/firefox.exe')
  expect(findBrowser('firefox')?.executable).toBe(windows)
})
