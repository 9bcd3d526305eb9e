// Draws public/icons/*.png from scripts/logo.svg with a headless Chromium: `node scripts/icons.mjs`.
import { readFile, writeFile } from 'node:fs/promises'
import puppeteer from 'puppeteer-core'
import { findChromium } from './browsers.mjs'

const sizes = [16, 32, 48, 128]
const svg = await readFile(new URL('logo.svg', import.meta.url), 'utf8')
const chromium = findChromium()
if (!chromium) throw new Error('There is no Chromium here to draw with.')
const browser = await puppeteer.launch({
  executablePath: chromium.executable,
  pipe: true,
  args: ['--no-sandbox'],
})
try {
  const page = await browser.newPage()
  for (const size of sizes) {
    await page.setViewport({ width: size, height: size })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
    const png = await page.screenshot({ omitBackground: true })
    await writeFile(new URL(`../public/icons/${size}.png`, import.meta.url), png)
  }
} finally {
  await browser.close()
}
