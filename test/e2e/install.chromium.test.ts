import { readFileSync } from 'node:fs'
import path from 'node:path'
import puppeteer from 'puppeteer-core'
import { expect, it } from 'vitest'
import { executable } from './support/chromium.ts'

/** An extension that may ask what another's manifest would warn of; its id follows from the key in its manifest. */
const asker = 'mmbimpcjgghhnkccbmgblcniihfbbmcj'

it('warns at install of nothing but what every DevTools panel warns of', async () => {
  const browser = await puppeteer.launch({
    executablePath: executable(),
    pipe: true,
    enableExtensions: [path.resolve('test/fixtures/permission-warnings')],
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    const page = await browser.newPage()
    await page.goto(`chrome-extension://${asker}/manifest.json`)
    const manifest = readFileSync('dist/chrome/manifest.json', 'utf8')
    const warnings = await page.evaluate((text) => chrome.management.getPermissionWarningsByManifest(text), manifest)
    expect(warnings).toEqual(['Read and change all your data on all websites'])
  } finally {
    await browser.close()
  }
})
