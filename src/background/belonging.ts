import { type StorageItem, storageItem } from '../platform/storage.ts'

/** What is kept beside a profile in `storage.local`, under its id. */
export type BelongingKind = 'handshake' | 'script' | 'draft' | 'token'

/** It stays when the profile is deleted, so that undo brings it back, and goes when that is not possible any more. */
export function belonging(kind: BelongingKind, profileId: string): StorageItem {
  return storageItem('local', `${kind}/${profileId}`)
}
