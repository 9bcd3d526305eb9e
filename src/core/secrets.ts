import { readUrl } from './url.ts'

/** Names of headers and parameters whose values let their reader act as somebody else. */
const secretNames =
  /^(proxy-)?authorization$|^(set-)?cookie$|(^|[-_])((api|access|auth|functions|private|secret|subscription)[-_]?key|(auth|jwt|pass|pwd|sig|signature)$)|token|secret|pass(w|phrase)|sess(ion)?[-_]?id|^(key|sid)$/i

/** JSON Web Tokens are known by themselves, wherever they stand. */
const tokens = /\beyJ[\w-]+\.eyJ[\w-]*\.[\w-]*/g

export function isSecretName(name: string): boolean {
  return secretNames.test(name)
}

export function withoutTokens(text: string, blank = ''): string {
  return text.replace(tokens, blank)
}

/** Of a header: what its row says of it, or else what its name does. */
export function isSecretRow({ name, secret }: { readonly name: string; readonly secret?: boolean }): boolean {
  return secret ?? isSecretName(name)
}

/** A row that says whether it is secret only where its name would not. */
export function markedRow<Row extends { readonly name: string; readonly secret?: boolean }>(
  { secret: _secret, ...row }: Row,
  secret: boolean,
): Omit<Row, 'secret'> & { readonly secret?: boolean } {
  return secret === isSecretName(row.name) ? row : { ...row, secret }
}

/** Whether a text is more than variables, which are filled in later. */
export function holdsText(value: string): boolean {
  return value.replace(/\{\{[^{}]*\}\}/g, '').trim() !== ''
}

/** `name=value` of a query without its value, should its name be that of a secret. */
export function withoutParameterSecret(text: string, blank = ''): string {
  return withoutUrlSecrets(`?${text}`, blank).slice(1)
}

/** A URL without its password, tokens and the values of parameters that are named like secrets; variables stay. */
export function withoutUrlSecrets(url: string, blank = ''): string {
  const end = url.search(/\?|$/)
  return withoutTokens(
    // The last at sign ends it: a password, and even a user name, may be typed with one. Browsers need no slashes before
    // it.
    url
      .slice(0, end)
      .replace(/^(\s*[a-z]+:[\\/]*[^\\/#:]*):([^\\/#]+)@/i, (whole, start: string, password: string) =>
        holdsText(password) ? `${start}@` : whole,
      ) +
      url
        .slice(end)
        .replace(/([?&])([^=&#]*)=([^&#]+)/g, (whole, mark: string, name: string, value: string) =>
          isSecretName(name) && holdsText(value) ? `${mark}${name}=${blank}` : whole,
        ),
    blank,
  )
}

/** The same for every secret: its length is no one's business. */
export const mask = '••••••'

/** In a longer text shorter ones are no use to their reader, and would be found where they are not meant. */
const shortest = 4

/** A text without these secrets, as they are or as they are written in a URL; one that is nothing else goes at any length. */
export function withoutValues(text: string, secrets: readonly string[]): string {
  if (secrets.includes(text) && text !== '') return mask
  return spellings(secrets).reduce((masked, secret) => masked.replaceAll(secret, mask), text)
}

/** The longest first, so that a secret inside another leaves nothing of it. */
function spellings(secrets: readonly string[]): string[] {
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed()), asInForms(secret), ...asInUrls(secret)])
    .filter(({ length }) => length >= shortest)
    .toSorted((one, other) => other.length - one.length)
}

/**
 * As browsers write it in a URL that has it as it is, where a variable is put: anywhere. The slash that they add is none
 * of it.
 */
function asInUrls(secret: string): string[] {
  return ['', 'ws://', 'ws://h/', 'ws://h/?'].flatMap((start) =>
    ['/', '@h/'].map((end) => `${readUrl(start + secret + end) ?? ''}`.slice(start.length, -end.length)),
  )
}

/** As forms and `URLSearchParams` encode it. */
export function asInForms(secret: string): string {
  return new URLSearchParams([['', secret]]).toString().slice(1)
}
