import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { findFirefox } from '../../scripts/browsers.mjs'
import { inChromeAsync, installAddon } from '../../scripts/firefox.mjs'
import { launchFirefox, type Marionette } from '../../scripts/marionette.mjs'
import { type BenchBrowser, type BenchPage, inPageSource } from './browser.ts'

/** Longer than any run. */
const patience = 600_000

export async function launchBenchFirefox(extensions: readonly string[]): Promise<BenchBrowser> {
  const found = findFirefox()
  if (!found) throw new Error('There is no Firefox on this machine.')
  const source = await inPageSource()
  const { marionette, process, stop } = await launchFirefox({
    executable: found.executable,
    prefs: { 'network.websocket.delay-failed-reconnects': false },
  })
  await marionette.send('WebDriver:SetTimeouts', { script: patience })
  const origins = new Map<string, string>()
  for (const folder of extensions) {
    origins.set(folder, await installAddon(marionette, path.resolve(folder), addonId(folder)))
  }
  return {
    name: 'firefox',
    version: execFileSync(found.executable, ['--version'], { encoding: 'utf8' }).trim(),
    pid: process.pid ?? 0,
    open: (extension, page) => openPage(marionette, `${origins.get(extension)}/${page}`, source),
    async endBackground(extension) {
      const end =
        'await WebExtensionPolicy.getByID(args[0]).extension.terminateBackground({ disableResetIdleForTest: true })'
      await inChromeAsync(marionette, end, [addonId(extension)])
    },
    close: stop,
  }
}

function addonId(folder: string): string {
  return JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')).browser_specific_settings.gecko.id
}

async function openPage(marionette: Marionette, url: string, source: string): Promise<BenchPage> {
  const { handle } = await marionette.send('WebDriver:NewWindow', { type: 'tab', focus: true })
  await marionette.send('WebDriver:SwitchToWindow', { handle, focus: true })
  await marionette.send('WebDriver:Navigate', { url })
  return {
    call(name, ...args) {
      const script = `${source}\nreturn bench.${name}(...arguments)`
      return marionette.send('WebDriver:ExecuteScript', { script, args, newSandbox: false, sandbox: null })
    },
    async close() {
      const [first]: string[] = await marionette.send('WebDriver:CloseWindow')
      await marionette.send('WebDriver:SwitchToWindow', { handle: first })
    },
  }
}
