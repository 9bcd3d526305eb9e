import { browserName } from '../platform/browser-name.ts'
import { begun, kept } from '../platform/early.ts'
import { onManagedStorageChange, readManagedStorage } from '../platform/managed-storage.ts'
import { onPort } from '../platform/port.ts'
import { startWithBrowser } from '../platform/startup.ts'
import { onStored } from '../platform/storage.ts'
import { onUpdate } from '../platform/update.ts'
import { startItems } from './start-items.ts'

// What comes first at each start. In Firefox it is a script of its own: what may wake the background is listened to, and
// what is stored asked for, while the rest is still being compiled; nothing is answered before that has come.

startWithBrowser()

export const ports = kept(onPort)
export const policyChanges = kept(onManagedStorageChange)
export const syncedChanges = kept<[]>((listener) => onStored('sync', listener))
export const updates = kept<[]>(onUpdate)

export const readFirstPolicy = begun(readManagedStorage)
if (browserName() === 'firefox') for (const item of Object.values(startItems)) item.readAhead()
