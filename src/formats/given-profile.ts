import type { Auth as GivenAuth } from '../core/auth.ts'
import { type GivenProfile, plainHandshake } from '../core/handshake.ts'
import { type KeepAlive, noKeepAlive } from '../core/keep-alive.ts'
import { emptyOAuth2 } from '../core/oauth-settings.ts'
import { newProfile, type Profile } from '../core/profile.ts'
import { emptyScript, type SavedMessage as ScriptMessage } from '../core/script.ts'
import { isSecretRow, markedRow } from '../core/secrets.ts'
import { parametersOf, type SwitchedOffParameter, writtenParameter } from '../core/url-parts.ts'
import { withParameters } from './handshake-parts.ts'
import type { Auth, HeaderRow, KeepAlive as ImportedKeepAlive, ImportedProfile, SavedMessage } from './imported.ts'
import { rowOf } from './secrets.ts'
import type { SwitchboardProfile } from './switchboard.ts'
import { objectOf } from './values.ts'

/** Milliseconds. */
const leastInterval = 100
const mostInterval = 86_400_000

const leastTimeout = 100
const mostTimeout = 600_000

/** A profile as Switchboard keeps it, and what of the file it cannot keep, in sentences. */
export interface Converted {
  readonly given: GivenProfile
  readonly losses: readonly string[]
}

export function toGiven(imported: ImportedProfile): Converted {
  const { name, folder, kind, subprotocols, headers, parameters, handshakeTimeout, minify, own = {} } = imported
  const { pageToken, ...settings } = own
  const { id: _id, ...profile } = newProfile('', {
    name,
    folder,
    kind,
    url: withParameters(imported.url, parameters.filter(isEnabled)),
    switchedOffParameters: switchedOff(imported),
    subprotocols,
    ...(handshakeTimeout === undefined ? {} : { handshakeTimeout: usableTimeout(handshakeTimeout) }),
    ...(minify === undefined ? {} : { minify }),
    ...(imported.keepAlive && { keepAlive: givenKeepAlive(imported.keepAlive) }),
  })
  const handshake = {
    ...plainHandshake,
    ...settings,
    auth: pageToken ?? givenAuth(imported.auth),
    headers: headers.map((row) => markedRow(row, isSecretRow(row))),
  }
  const script = { ...emptyScript, messages: imported.savedMessages.map(scriptMessage) }
  return {
    // Of its own files, more than formats know of; whoever adds it checks it.
    given: {
      profile: { ...profile, ...imported.settings },
      handshake,
      script: { ...script, ...objectOf(imported.script) },
    },
    losses: [...lossesOf(imported)],
  }
}

/** A profile that there is, with all that belongs to it. */
export interface OwnProfile extends GivenProfile {
  readonly profile: Profile
}

/** The other way round, for a file; secrets are in it. */
export function fromGiven({ profile, handshake, script }: OwnProfile): SwitchboardProfile {
  const { id, name, folder, kind, url, subprotocols, handshakeTimeout, minify, ...settings } = profile
  const { auth, headers, ...own } = handshake
  return {
    ...{ id, name, folder, kind, url, subprotocols, handshakeTimeout, minify, settings, script },
    auth: fileAuth(auth),
    headers: headers.map(fileRow),
    own: auth.type === 'page-token' ? { ...own, pageToken: auth } : own,
  }
}

/** Marked for readers that know no names. */
function fileRow({ name, value, enabled, secret }: HeaderRow): HeaderRow {
  const row = rowOf(name, value, enabled)
  return secret === undefined ? row : { ...row, secret }
}

/** Other tools send ping frames, which browsers cannot: without a message it stays off. */
function givenKeepAlive({ interval, message }: ImportedKeepAlive): KeepAlive {
  const usable = Math.min(Math.max(Math.round(interval), leastInterval), mostInterval)
  if (message === '') return { ...noKeepAlive, interval: usable }
  return { ...noKeepAlive, enabled: true, interval: usable, text: message }
}

function scriptMessage({ name, folder, kind, data }: SavedMessage, index: number): ScriptMessage {
  return {
    id: `m${index + 1}`,
    name,
    folder: folder === undefined || folder === '' ? [] : [folder],
    sendAs: kind === 'json' ? 'json-value' : kind,
    text: data,
    onConnect: false,
  }
}

function givenAuth(auth: Auth): GivenAuth {
  switch (auth.type) {
    case 'oauth2':
      return { ...emptyOAuth2, ...auth }
    case 'api-key':
      return { type: 'api-key', in: auth.addTo, key: auth.key, value: auth.value }
    default:
      return auth
  }
}

function fileAuth(auth: GivenAuth): Auth {
  switch (auth.type) {
    case 'page-token':
      return { type: 'none' }
    case 'api-key':
      return { type: 'api-key', addTo: auth.in, key: auth.key, value: auth.value }
    default:
      return auth
  }
}

function* lossesOf(imported: ImportedProfile): Generator<string> {
  const { keepAlive, handshakeTimeout = leastTimeout } = imported
  if (keepAlive?.message === '')
    yield 'Keep-alive is off: it needs a message, because browsers cannot send ping frames.'
  const timeout = usableTimeout(handshakeTimeout)
  if (timeout !== handshakeTimeout) yield `The handshake timeout of ${handshakeTimeout} ms becomes ${timeout} ms.`
}

/** Their places are after those the URL itself has. */
function switchedOff({ url, parameters }: ImportedProfile): readonly SwitchedOffParameter[] {
  const before = parametersOf(url, []).length
  return parameters.flatMap(({ name, value, enabled }, index) =>
    enabled ? [] : [{ at: before + index, text: writtenParameter(name, value) }],
  )
}

function isEnabled({ enabled }: { readonly enabled: boolean }): boolean {
  return enabled
}

function usableTimeout(milliseconds: number): number {
  return Math.min(mostTimeout, Math.max(leastTimeout, milliseconds))
}
