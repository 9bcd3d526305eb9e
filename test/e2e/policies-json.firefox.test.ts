import { afterEach, expect, it } from 'vitest'
import type { TestBrowser } from './support/browser.ts'
import { launchTestFirefox } from './support/firefox.ts'
import { expectOutcome, expectPolicy, newConnection, openInspector, soon } from './support/inspector.ts'

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

it('blocks everything when a native manifest has an empty policy, and options, panel and popup say so', async () => {
  browser = await launchTestFirefox({ policy: {} })
  await expectPolicy(browser, /^Unreadable/)
  const inspector = await openInspector(browser)
  await newConnection(inspector, { url: 'wss://example.com/' })
  await inspector.click('button', 'Connect')
  expect(await expectOutcome(inspector, 'url-blocked')).toContain('it is empty.')
  for (const page of ['panels/options/index.html', 'panels/popup/index.html']) {
    const surface = await browser.openPage(page)
    await soon(async () => expect(await surface.evaluate('return document.body.innerText')).toContain('it is empty.'))
  }
})
