import { browser } from './browser.ts'

/**
 * What the organisation delivered, not checked yet. Where there is no policy Firefox rejects, and Chromium delivers an
 * empty one.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage/managed
 */
export async function readManagedStorage(): Promise<unknown> {
  try {
    return await browser.storage.managed.get(null)
  } catch (error) {
    if (error instanceof Error && /manifest not found/i.test(error.message)) return undefined
    throw error
  }
}

/** Firefox never calls this: it reads policy once per start. */
export function onManagedStorageChange(listener: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') listener()
  })
}
