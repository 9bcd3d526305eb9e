import {
  holdsText,
  isSecretName,
  isSecretRow,
  withoutParameterSecret,
  withoutTokens,
  withoutUrlSecrets,
} from '../core/secrets.ts'
import type { Auth, HeaderRow, ImportedEnvironment, ImportedProfile, Variable } from './imported.ts'
import { memberOf, textOf } from './values.ts'

/** A row, marked as a secret by its name. */
export function rowOf(name: string, value: string, enabled: boolean): HeaderRow {
  return isSecretName(name) ? { name, value, enabled, secret: true } : { name, value, enabled }
}

/** Places that hold secrets. A value that is only a variable holds none. */
export function secretsOf(all: {
  readonly profiles: readonly Partial<ImportedProfile>[]
  readonly environments?: readonly ImportedEnvironment[]
}): string[] {
  return [
    ...all.profiles.flatMap((profile, index) =>
      secretsOfProfile(profile).map((place) => `profiles[${index}].${place}`),
    ),
    ...(all.environments ?? []).flatMap(({ variables }, index) =>
      secretVariables(variables).map((place) => `environments[${index}].${place}`),
    ),
  ]
}

function secretsOfProfile(profile: Partial<ImportedProfile>): string[] {
  return [
    ...(urlHasSecret(profile.url ?? '') ? ['url'] : []),
    ...(profile.subprotocols ?? []).flatMap((name, index) => (holdsToken(name) ? [`subprotocols[${index}]`] : [])),
    ...secretsOfAuth(profile.auth),
    ...secretRows(profile.headers ?? [], 'headers'),
    ...secretRows(profile.parameters ?? [], 'parameters'),
    ...switchedOffOf(profile).flatMap((text, index) =>
      withoutParameterSecret(text) === text ? [] : [`settings.switchedOffParameters[${index}].text`],
    ),
    ...(profile.own?.cookie?.change === 'replace' && holdsText(profile.own.cookie.value) ? ['own.cookie.value'] : []),
  ]
}

function secretRows(rows: readonly HeaderRow[], place: string): string[] {
  return rows.flatMap((row, index) =>
    (isSecretRow(row) && holdsText(row.value)) || holdsToken(row.value) ? [`${place}[${index}].value`] : [],
  )
}

/** A variable is what its environment says of it, whatever its name. */
function secretVariables(variables: readonly Variable[]): string[] {
  return variables.flatMap(({ secret, value }, index) =>
    secret && holdsText(value) ? [`variables[${index}].value`] : [],
  )
}

function secretsOfAuth(auth: Auth | undefined): string[] {
  switch (auth?.type) {
    case 'bearer':
      return holdsText(auth.token) ? ['auth.token'] : []
    case 'basic':
      return holdsText(auth.password) ? ['auth.password'] : []
    case 'api-key':
      return holdsText(auth.value) ? ['auth.value'] : []
    case 'oauth2':
      return [
        ...(urlHasSecret(auth.authorizationUrl) ? ['auth.authorizationUrl'] : []),
        ...(urlHasSecret(auth.accessTokenUrl) ? ['auth.accessTokenUrl'] : []),
        ...(holdsText(auth.clientSecret) ? ['auth.clientSecret'] : []),
      ]
    default:
      return []
  }
}

function holdsToken(text: string): boolean {
  return withoutTokens(text) !== text
}

function urlHasSecret(url: string): boolean {
  return withoutUrlSecrets(url) !== url
}

/** The texts of the query parameters that are not in the URL for now. */
function switchedOffOf({ settings }: Partial<ImportedProfile>): readonly string[] {
  const rows = settings?.switchedOffParameters
  return Array.isArray(rows) ? rows.map((row) => textOf(memberOf(row, 'text'))) : []
}
