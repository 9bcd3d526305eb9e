import type { Auth } from './auth.ts'
import type { Profile } from './profile.ts'
import type { ScopeName } from './scope.ts'
import type { Script } from './script.ts'

/** A header a person adds; one that is switched off is kept and not sent. */
export interface HeaderRow {
  readonly name: string
  readonly value: string
  readonly enabled: boolean
  /** Whether the value is masked, and kept out of logs and exports; without it the name decides. */
  readonly secret?: boolean
}

/** What becomes of a header that the browser sends by itself. */
export type StandardChange =
  | { readonly change: 'keep' }
  | { readonly change: 'replace'; readonly value: string }
  | { readonly change: 'remove' }

/** What a profile's handshake carries beside URL and subprotocols. It holds secrets, so views get it on request only. */
export interface HandshakeSettings {
  readonly auth: Auth
  readonly scope: ScopeName
  /** Values of scope headers by name; those of other scopes are kept. */
  readonly scopeValues: Readonly<Record<string, string>>
  readonly headers: readonly HeaderRow[]
  readonly cookie: StandardChange
  readonly origin: StandardChange
  readonly userAgent: StandardChange
}

/** A profile with all that belongs to it, before it has an id. */
export interface GivenProfile {
  readonly profile: Omit<Profile, 'id'>
  readonly handshake: HandshakeSettings
  readonly script: Script
}

export const plainHandshake: HandshakeSettings = {
  auth: { type: 'none' },
  scope: 'none',
  scopeValues: {},
  headers: [],
  cookie: { change: 'keep' },
  origin: { change: 'keep' },
  userAgent: { change: 'keep' },
}
