import type { LaunchOptions, TestBrowser } from './browser.ts'
import { launchTestChromium } from './chromium.ts'
import { launchTestFirefox } from './firefox.ts'

/** Starts the browser that this run of the tests is for. */
export function launchTestBrowser(options: LaunchOptions = {}): Promise<TestBrowser> {
  return process.env.SWITCHBOARD_BROWSER === 'firefox' ? launchTestFirefox(options) : launchTestChromium(options)
}
