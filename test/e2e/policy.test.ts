import { afterEach, expect, it } from 'vitest'
import type { TestBrowser } from './support/browser.ts'
import { expectOutcome, newConnection, openInspector, present, waiting } from './support/inspector.ts'
import { launchTestBrowser } from './support/launch.ts'

let browser: TestBrowser | undefined

afterEach(() => browser?.close())

it('shows an active policy in words', async () => {
  browser = await launchTestBrowser({
    policy: { version: 1, organization: 'Example Ltd', rules: { allowedUrls: ['wss://*.example.com/*'] } },
  })
  const options = await browser.openPage('panels/options/index.html')
  await expect.poll(async () => (await options.find('status', 'Policy state'))?.text, waiting).toMatch(/^Active/)
  const text = await options.evaluate<string>('return document.body.innerText')
  expect(text).toContain('Example Ltd')
  expect(text).toContain('wss://*.example.com/* may be connected.')
})

it('blocks everything while the policy is unreadable, and says why', async () => {
  browser = await launchTestBrowser({ policy: { version: 1, organization: 'Example Ltd' } })
  const options = await browser.openPage('panels/options/index.html')
  await expect.poll(async () => (await options.find('status', 'Policy state'))?.text, waiting).toMatch(/^Unreadable/)
  expect(await options.evaluate('return document.body.innerText')).toContain('rules')
  const inspector = await openInspector(browser)
  await newConnection(inspector, { url: 'wss://example.com/' })
  await inspector.click('button', 'Connect')
  expect(await expectOutcome(inspector, 'url-blocked')).toMatch(/cannot be read/)
  for (const surface of [inspector, await browser.openPage('panels/popup/index.html')]) {
    await present(surface, 'note', '')
    expect(await surface.evaluate('return document.body.innerText')).toContain('rules is missing.')
  }
})
