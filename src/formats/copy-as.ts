import type { HandshakeSettings } from '../core/handshake.ts'
import { fillHandshake, fillSubprotocols, fillUrl } from '../core/handshake-variables.ts'
import type { Profile } from '../core/profile.ts'
import { scopeHeaders } from '../core/scope.ts'
import { emptyScript } from '../core/script.ts'
import { withoutSecrets } from '../core/without-secrets.ts'
import { curlCommand, websocatCommand, wscatCommand } from './export-command.ts'
import { browserScript, nodeScript, playwrightScript } from './export-javascript.ts'
import { fromGiven } from './given-profile.ts'
import type { HeaderRow, SavedMessage } from './imported.ts'
import { rowOf } from './secrets.ts'
import type { SwitchboardProfile } from './switchboard.ts'

/** What other tools are given in place of a secret. */
export const placeholder = 'YOUR_SECRET'

export const copyForms = {
  wscat: wscatCommand,
  websocat: websocatCommand,
  curl: curlCommand,
  javascript: browserScript,
  node: nodeScript,
  playwright: playwrightScript,
} as const

export type CopyForm = keyof typeof copyForms

/**
 * A profile as another tool takes it; a placeholder stands for each secret.
 * @param messages are sent when the connection is open
 * @param told what variables stand for, as far as other tools may be told
 */
export function copyAs(
  form: CopyForm,
  profile: Profile,
  handshake: HandshakeSettings,
  messages: readonly SavedMessage[] = [],
  told: (name: string) => string | undefined = () => undefined,
): string {
  const blank = withoutSecrets(filledIn(profile, handshake, told), placeholder)
  const file = fromGiven({ ...blank, script: emptyScript })
  const headers = [...(file.headers ?? []), ...ownRows(blank.handshake)]
  return copyForms[form]({ ...readable({ ...file, headers }), savedMessages: messages })
}

/** What is not known stays as it is, and is told above. */
function filledIn(
  profile: Profile,
  handshake: HandshakeSettings,
  told: (name: string) => string | undefined,
): { readonly profile: Profile; readonly handshake: HandshakeSettings } {
  const source = { environment: undefined, valueOf: (name: string) => told(name) ?? `{{${name}}}` }
  const url = fillUrl(profile.url, source)
  const subprotocols = fillSubprotocols(profile.subprotocols, source)
  const filled = fillHandshake(handshake, source)
  return {
    profile: {
      ...profile,
      ...(url.ok && { url: url.value }),
      ...(subprotocols.ok && { subprotocols: subprotocols.value }),
    },
    handshake: filled.ok ? filled.value : handshake,
  }
}

/** Base64 would hide the placeholder, so that nobody finds what to fill in. */
function readable(profile: SwitchboardProfile): SwitchboardProfile {
  if (profile.auth?.type !== 'basic') return profile
  const row = { name: 'Authorization', value: `Basic ${placeholder}`, enabled: true, secret: false }
  return { ...profile, auth: { type: 'none' }, headers: [...(profile.headers ?? []), row] }
}

/** What Switchboard has fields for and other tools take as headers. */
function ownRows({ auth, scope, scopeValues, cookie, origin, userAgent }: HandshakeSettings): HeaderRow[] {
  const scoped = scopeHeaders(scope).flatMap((name) => {
    const value = scopeValues[name]?.trim() ?? ''
    return value === '' ? [] : [rowOf(name, value, true)]
  })
  const standard = Object.entries({ Cookie: cookie, Origin: origin, 'User-Agent': userAgent }).flatMap(
    ([name, change]) => (change.change === 'replace' ? [rowOf(name, change.value, true)] : []),
  )
  const token =
    auth.type === 'page-token'
      ? [{ ...rowOf(auth.header.trim() || 'Authorization', placeholder, true), secret: true as const }]
      : []
  return [...scoped, ...standard, ...token]
}
