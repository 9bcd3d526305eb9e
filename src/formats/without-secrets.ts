import { withoutParameterSecret, withoutUrlSecrets } from '../core/secrets.ts'
import type { Auth, HeaderRow, Variable } from './imported.ts'
import { secretsOf } from './secrets.ts'
import type { SwitchboardFile, SwitchboardProfile } from './switchboard.ts'
import { memberOf, objectOf, textOf } from './values.ts'

type Content = Omit<SwitchboardFile, 'format' | 'version'>

/**
 * Profiles as they may be handed on (spec X3): each secret is emptied, and its place is told.
 * @param blank what stands in place of a secret
 */
export function withoutSecrets(
  content: Content,
  blank = '',
): { readonly content: Content; readonly omitted: readonly string[] } {
  const omitted = secretsOf(content)
  const places = new Set(omitted)
  const rows = <Row extends HeaderRow | Variable>(list: readonly Row[], place: string): Row[] =>
    list.map((row, index) => (places.has(`${place}[${index}].value`) ? { ...row, value: blank } : row))
  const profiles = content.profiles.map((profile, index): SwitchboardProfile => {
    const place = `profiles[${index}]`
    return {
      ...profile,
      url: places.has(`${place}.url`) ? withoutUrlSecrets(profile.url, blank) : profile.url,
      ...(profile.settings ? { settings: withoutParameterSecrets(profile.settings, blank) } : {}),
      ...(profile.headers ? { headers: rows(profile.headers, `${place}.headers`) } : {}),
      ...(profile.parameters ? { parameters: rows(profile.parameters, `${place}.parameters`) } : {}),
      ...(profile.auth ? { auth: withoutCredentials(profile.auth, places, place, blank) } : {}),
      ...(profile.own && places.has(`${place}.own.cookie.value`)
        ? { own: { ...profile.own, cookie: { change: 'replace', value: blank } } }
        : {}),
    }
  })
  const environments = content.environments?.map((environment, index) => ({
    ...environment,
    variables: rows(environment.variables, `environments[${index}].variables`),
  }))
  return { content: { ...content, profiles, ...(environments ? { environments } : {}) }, omitted }
}

type Settings = NonNullable<SwitchboardProfile['settings']>

function withoutParameterSecrets(settings: Settings, blank: string): Settings {
  const rows = settings.switchedOffParameters
  if (!Array.isArray(rows)) return settings
  const emptied = rows.map((row) => ({
    ...objectOf(row),
    text: withoutParameterSecret(textOf(memberOf(row, 'text')), blank),
  }))
  return { ...settings, switchedOffParameters: emptied }
}

function withoutCredentials(auth: Auth, places: ReadonlySet<string>, place: string, blank: string): Auth {
  const kept = (key: string, value: string) => (places.has(`${place}.auth.${key}`) ? blank : value)
  switch (auth.type) {
    case 'none':
      return auth
    case 'bearer':
      return { ...auth, token: kept('token', auth.token) }
    case 'basic':
      return { ...auth, password: kept('password', auth.password) }
    case 'api-key':
      return { ...auth, value: kept('value', auth.value) }
    case 'oauth2':
      return { ...auth, clientSecret: kept('clientSecret', auth.clientSecret) }
  }
}
