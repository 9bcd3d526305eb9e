import { afterEach, expect, it } from 'vitest'
import type { TestBrowser } from './support/browser.ts'
import { launchTestFirefox } from './support/firefox.ts'
import { expectOutcome, expectPolicy, newConnection, openInspector } from './support/inspector.ts'

let browser: TestBrowser | undefined

afterEach(() => browser?.close())

it('does what policies.json beside the program says, whatever a native manifest says', async () => {
  const rules = { blockedUrls: ['*://blocked.example/*'] }
  const policy = { version: 1, organization: 'By policies.json', rules }
  browser = await launchTestFirefox({
    policies: { '3rdparty': { Extensions: { 'switchboard@switchboard.example': policy } } },
    policy: { version: 1, organization: 'By native manifest', rules: {} },
  })
  await expectPolicy(browser, /^Active/)
  const inspector = await openInspector(browser)
  await newConnection(inspector, { url: 'wss://BLOCKED.example./feed' })
  await inspector.click('button', 'Connect')
  expect(await expectOutcome(inspector, 'url-blocked')).toMatch(/^By policies\.json blocks/)
})

it('takes a native manifest without a single key for no policy, as Chromium does', async () => {
  browser = await launchTestFirefox({ policy: {} })
  await expectPolicy(browser, /^None/)
  const inspector = await openInspector(browser)
  const delivered = 'return browser.storage.managed.get(null)'
  expect(await inspector.evaluate(delivered)).toEqual({})
})
