import type { Surface } from './browser.ts'
import { present, soon } from './inspector.ts'

/**
 * Exports what the log shows as a person would, but for the question where to put it: Chromium is given a file of the
 * page's own that is written like any other, Firefox's download is caught. `window.exported` is the file then.
 */
export async function exportLog(surface: Surface, format: 'HAR 1.2' | 'NDJSON' | 'CSV'): Promise<void> {
  await surface.evaluate(`
    window.exported = window.chosen = undefined
    const name = 'exported-' + crypto.randomUUID()
    const file = async () => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true })
    if (window.showSaveFilePicker) window.showSaveFilePicker = async () => (window.chosen = await file())
    window.create ??= URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob) => { window.exported = blob; return window.create(blob) }
    HTMLAnchorElement.prototype.click = () => {}`)
  await surface.click('button', 'Export log')
  await present(surface, 'combobox', 'Format')
  await surface.choose('Format', format)
  await surface.click('button', 'Save file')
  await soon(async () => {
    const status = (await surface.find('status', 'Progress'))?.text ?? ''
    if (!/written\.$/.test(status)) throw new Error(`The export is not done: ${status}`)
    // The status may still be that of an export before, and a file is empty until it is closed.
    const isWritten = await surface.evaluate(`
      const file = window.exported ?? (await window.chosen?.getFile())
      if (file?.size > 0) window.exported = file
      return file?.size > 0`)
    if (!isWritten) throw new Error('The export has not begun.')
  }, 120_000)
  await surface.click('button', 'Close')
  // Until it is gone nothing behind it can have the focus.
  await soon(async () => {
    if (await surface.evaluate(`return document.querySelector('dialog[open]') !== null`)) throw new Error('It is open.')
  })
}
