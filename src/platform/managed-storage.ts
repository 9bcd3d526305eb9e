import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'

/**
 * What the organisation delivered, not checked yet; `undefined` is no policy. Firefox rejects then, so an empty one is
 * there on purpose or by mistake; to Chromium an empty one and none are the same.
 * @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage/managed
 */
export async function readManagedStorage(): Promise<unknown> {
  try {
    const delivered: object = await browser.storage.managed.get(null)
    return browserName() === 'chromium' && Object.keys(delivered).length === 0 ? undefined : delivered
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
