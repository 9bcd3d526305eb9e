import { readFileSync } from 'node:fs'
import path from 'node:path'
import puppeteer from 'puppeteer-core'
import { expect, it } from 'vitest'
import { executable } from './support/chromium.ts'

/** An extension that may ask what another's manifest would warn of. */
const asker = path.resolve('test/fixtures/permission-warnings')

it('warns at install of nothing but what every DevTools panel warns of', async () => {
  const browser = await puppeteer.launch({
    executablePath: executable(),
    pipe: true,
    enableExtensions: true,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    // Known to be there: puppeteer does not wait for those it is started with.
    const id = await browser.installExtension(asker)
    const page = await browser.newPage()
    await page.goto(`chrome-extension://${id}/manifest.json`)
    const manifest = readFileSync('dist/chrome/manifest.json', 'utf8')
    const warnings = await page.evaluate((text) => chrome.management.getPermissionWarningsByManifest(text), manifest)
    expect(warnings).toEqual(['Read and change all your data on all websites'])
  } finally {
    await browser.close()
  }
})
