import { afterAll } from 'vitest'
import { type RunningServer, startServer } from '../../servers/start.ts'
import type { LaunchOptions, Tab, TestBrowser } from './browser.ts'
import { openInspector } from './inspector.ts'
import { launchTestBrowser } from './launch.ts'

export interface Stage {
  readonly server: RunningServer
  readonly browser: TestBrowser
  readonly inspector: Tab
}

/** The demo server, the browser with the extension, and the inspector open in it, until the tests of the file have run. */
export async function openStage(options?: LaunchOptions): Promise<Stage> {
  const server = await startServer('demo-server.mjs')
  const started: { stop(): Promise<void> }[] = [server]
  const end = () => Promise.all(started.map((one) => one.stop()))
  try {
    const browser = await launchTestBrowser(options)
    started.push({ stop: () => browser.close() })
    const inspector = await openInspector(browser)
    afterAll(end)
    return { server, browser, inspector }
  } catch (error) {
    await end()
    throw error
  }
}
