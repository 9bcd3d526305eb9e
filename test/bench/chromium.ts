import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { findChromium } from '../../scripts/browsers.mjs'
import { type BenchBrowser, type BenchPage, inPageSource } from './browser.ts'
import { Cdp } from './cdp.ts'
import { heldBy } from './heaps.ts'

const quietArguments = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

interface Evaluated {
  readonly result: { readonly value: never }
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } }
}

export async function launchBenchChromium(extensions: readonly string[]): Promise<BenchBrowser> {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'switchboard-bench-'))
  const source = await inPageSource()
  const child = start(profile)
  const ended = once(child, 'close')
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const cdp = new Cdp(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const { product } = await cdp.send<{ product: string }>('Browser.getVersion')
  const ids = new Map<string, string>()
  for (const folder of extensions) {
    const { id } = await cdp.send<{ id: string }>('Extensions.loadUnpacked', { path: path.resolve(folder) })
    ids.set(folder, id)
  }
  return {
    name: 'chromium',
    version: product,
    pid: child.pid ?? 0,
    open: (extension, page) => openPage(cdp, `chrome-extension://${ids.get(extension)}/${page}`, source),
    heldBy: (page) => heldBy(cdp, page),
    endBackground: (extension) => endBackground(cdp, `chrome-extension://${ids.get(extension)}/manifest.json`),
    async close() {
      await cdp.send('Browser.close').catch(() => {})
      await ended
      process.off('exit', endWithUs)
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function start(profile: string): ChildProcess {
  const found = findChromium()
  if (!found) throw new Error('There is no Chromium on this machine.')
  const args = [
    '--headless=new',
    '--window-size=1280,800',
    '--remote-debugging-pipe',
    '--enable-unsafe-extension-debugging',
    `--user-data-dir=${profile}`,
    ...quietArguments,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
  return spawn(found.executable, [...args, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
}

/** By way of a page: a session on the worker itself would keep it alive. */
async function endBackground(cdp: Cdp, url: string): Promise<void> {
  const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', { url })
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  await cdp.send('ServiceWorker.enable', {}, sessionId)
  await cdp.send('ServiceWorker.stopAllWorkers', {}, sessionId)
  await cdp.send('Target.closeTarget', { targetId })
}

/** The one session there is: on this page, with no domain enabled. */
async function openPage(cdp: Cdp, url: string, source: string): Promise<BenchPage> {
  const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', { url })
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  const evaluate = async (expression: string) => {
    const parameters = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await cdp.send<Evaluated>('Runtime.evaluate', parameters, sessionId)
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'It failed in the page.')
    return result.value
  }
  const there = `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`
  while (!(await evaluate(there))) await sleep(20)
  return {
    call: (name, ...given) => evaluate(`${source}\nbench.${name}(...${JSON.stringify(given)})`),
    async click(place) {
      const mouse = { ...place, button: 'left', clickCount: 1 }
      for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) {
        await cdp.send('Input.dispatchMouseEvent', { ...mouse, type }, sessionId)
      }
    },
    async press(text) {
      for (const key of [{ type: 'keyDown', text }, { type: 'keyUp' }]) {
        await cdp.send('Input.dispatchKeyEvent', { ...key, key: text }, sessionId)
      }
    },
    async close() {
      await cdp.send('Target.closeTarget', { targetId })
    },
  }
}
