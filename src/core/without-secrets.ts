import type { Auth } from './auth.ts'
import type { HandshakeSettings } from './handshake.ts'
import type { Profile } from './profile.ts'
import { holdsText, isSecretRow, withoutParameterSecret, withoutTokens, withoutUrlSecrets } from './secrets.ts'

/** What of a profile may hold secrets. */
interface Parts<P> {
  readonly profile: P
  readonly handshake: HandshakeSettings
}

/**
 * A profile with its handshake as it may be handed on. What is only a variable is no secret.
 * @param blank what stands in place of a secret
 */
export function withoutSecrets<P extends Pick<Profile, 'url' | 'subprotocols' | 'switchedOffParameters'>>(
  { profile, handshake }: Parts<P>,
  blank = '',
): Parts<P> {
  const { auth, headers, cookie } = handshake
  return {
    profile: {
      ...profile,
      url: withoutUrlSecrets(profile.url, blank),
      subprotocols: profile.subprotocols.map((name) => withoutTokens(name, blank)),
      switchedOffParameters: profile.switchedOffParameters.map((row) => ({
        ...row,
        text: withoutParameterSecret(row.text, blank),
      })),
    },
    handshake: {
      ...handshake,
      auth: withoutCredentials(auth, blank),
      headers: headers.map((row) => ({
        ...row,
        value: isSecretRow(row) ? blanked(row.value, blank) : withoutTokens(row.value, blank),
      })),
      cookie: cookie.change === 'replace' ? { ...cookie, value: blanked(cookie.value, blank) } : cookie,
    },
  }
}

function withoutCredentials(auth: Auth, blank: string): Auth {
  switch (auth.type) {
    case 'none':
    case 'page-token':
      return auth
    case 'bearer':
      return { ...auth, token: blanked(auth.token, blank) }
    case 'basic':
      return { ...auth, password: blanked(auth.password, blank) }
    case 'api-key':
      return { ...auth, value: blanked(auth.value, blank) }
    case 'oauth2':
      return {
        ...auth,
        authorizationUrl: withoutUrlSecrets(auth.authorizationUrl, blank),
        accessTokenUrl: withoutUrlSecrets(auth.accessTokenUrl, blank),
        clientSecret: blanked(auth.clientSecret, blank),
      }
  }
}

/** A secret that was emptied, unless it is only a variable. */
export function blanked(value: string, blank = ''): string {
  return holdsText(value) ? blank : value
}
