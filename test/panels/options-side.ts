import { signal } from '@preact/signals'
import type { OptionsSide } from '../../panels/options/options-side.ts'
import type { GrantedPermissions } from '../../src/platform/permissions.ts'
import { fakeImportWorker } from './fake-import-worker.ts'

/** A browser in which one host and one permission were allowed. */
export function fakeOptionsSide(): OptionsSide & { readonly takenBack: string[] } {
  const takenBack: string[] = []
  let granted: GrantedPermissions = { origins: ['wss://example.com/*'], permissions: ['identity'] }
  return {
    takenBack,
    appearance: {
      theme: signal('system'),
      density: signal('compact'),
      clock: signal('24-hours'),
      precision: signal('milliseconds'),
    },
    granted: async () => granted,
    takeBack: async (name, kind) => {
      if (kind === 'permissions') return false
      takenBack.push(name)
      granted = { ...granted, origins: [] }
      return true
    },
    onPermissions: () => () => undefined,
    storageUse: async () => ({ usage: 1_500_000, quota: 10_000_000 }),
    logs: async () => [{ logId: 'p1', entries: 1200, bytes: 1_200_000, next: 1201 }],
    isPersistent: async () => false,
    persist: async () => false,
    startImportWorker: fakeImportWorker,
  }
}
