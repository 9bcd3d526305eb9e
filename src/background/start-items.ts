import { storageItem } from '../platform/storage.ts'

/** What every start of the background reads, so that it can be asked for before the rest has been loaded. */
export const startItems = {
  profiles: storageItem('local', 'profiles'),
  folders: storageItem('local', 'folders'),
  environments: storageItem('local', 'environments'),
  recordings: storageItem('local', 'recordings'),
  rules: storageItem('local', 'rules'),
  profileSync: storageItem('local', 'profile-sync'),
  pinnedConnections: storageItem('local', 'connections'),
  connections: storageItem('session', 'connections'),
  variables: storageItem('session', 'variables'),
  belongingsSwept: storageItem('session', 'belongings-swept'),
  pinnedSeenAt: storageItem('local', 'pinned-seen-at'),
}
