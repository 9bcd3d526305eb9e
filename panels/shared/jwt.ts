/** What a JSON Web Token says. Nothing is verified: whether it is genuine only its recipient can tell. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * Reads a token in compact form, three parts of Base64url, the first two of them JSON objects. One that was copied with
 * its “Bearer” is read, too.
 * @see https://www.rfc-editor.org/rfc/rfc7519 section 7.2
 */
export function decodeJwt(token: string): Jwt | undefined {
  const parts = token
    .trim()
    .replace(/^bearer\s+/i, '')
    .split('.')
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]*$/.test(part))) return undefined
  const [header, claims] = parts.map(objectIn)
  return header && claims && { header, claims }
}

/** How a token stands in time, by its own claims; times are epoch milliseconds. */
export type JwtValidity =
  | { readonly state: 'endless' }
  | { readonly state: 'early'; readonly from: number }
  | { readonly state: 'valid' | 'expired'; readonly until: number }

export function validityOf({ claims }: Jwt, now: number): JwtValidity {
  const [from, until] = [milliseconds(claims.nbf), milliseconds(claims.exp)]
  if (until !== undefined && until <= now) return { state: 'expired', until }
  if (from !== undefined && from > now) return { state: 'early', from }
  return until === undefined ? { state: 'endless' } : { state: 'valid', until }
}

/** A time claim, which is in seconds, as epoch milliseconds that a date can hold. */
export function milliseconds(claim: unknown): number | undefined {
  if (typeof claim !== 'number' || Math.abs(claim) > 8.64e12) return undefined
  return claim * 1000
}

function objectIn(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    // What is nested too deep to be written cannot be shown.
    JSON.stringify(value)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
