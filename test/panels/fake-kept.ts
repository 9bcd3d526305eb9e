import type { StorageItem } from '../../src/platform/storage.ts'

/** What `storage.session` is in the browser. */
export function fakeKept(): Pick<StorageItem, 'read' | 'write'> {
  let stored: unknown
  return {
    read: async () => stored,
    write: async (value) => {
      stored = structuredClone(value)
    },
  }
}
