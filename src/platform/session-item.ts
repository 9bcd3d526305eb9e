import { browser } from './browser.ts'
import type { StorageItem } from './storage.ts'

/** A value that a view keeps as long as the browser runs, without what the background's `storageItem` does for its start. */
export function sessionItem(key: string): Pick<StorageItem, 'read' | 'write'> {
  return {
    read: async () => (await browser.storage.session.get(key))[key],
    write: (value) => browser.storage.session.set({ [key]: value }),
  }
}
