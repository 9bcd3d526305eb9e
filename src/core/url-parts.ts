// A URL as a person may write it, taken apart and put together again without changing what was not touched. It need not
// be valid yet, and it may hold variables, so this is about text; whether it can be connected `url.ts` tells.

export interface UrlParts {
  /** Without `:`; undefined while there is none. */
  readonly scheme: string | undefined
  /** Up to and with `@`. */
  readonly userinfo: string
  readonly host: string
  /** Undefined for the default of the scheme. */
  readonly port: string | undefined
  readonly path: string
  /** Without `?`; undefined while there is none. */
  readonly query: string | undefined
  /** With `#`. */
  readonly fragment: string
}

/** A query parameter: its part of the query as it is written. */
export interface Parameter {
  readonly text: string
  readonly enabled: boolean
}

/** A parameter that is switched off is in no URL; it is kept with its place among all of them, from 0. */
export interface SwitchedOffParameter {
  readonly at: number
  readonly text: string
}

/** A backslash ends the host, as a slash does: so browsers read it. */
const url = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/\\?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?$/is
const authority = /^(.*@)?(\[[^\]]*\]|[^:]*)(?::(.*))?$/s

export function splitUrl(text: string): UrlParts {
  const [, scheme, place = '', path = '', query, fragment = ''] = url.exec(text) ?? []
  const [, userinfo = '', host = '', port] = authority.exec(place) ?? ['', '', place]
  return { scheme, userinfo, host, port, path, query, fragment }
}

export function joinUrl({ scheme, userinfo, host, port, path, query, fragment }: UrlParts): string {
  const start = scheme === undefined ? '' : `${scheme}://`
  const end = port === undefined ? '' : `:${port}`
  return `${start}${userinfo}${host}${end}${path}${query === undefined ? '' : `?${query}`}${fragment}`
}

export type EditedPart = 'scheme' | 'host' | 'port' | 'path'

/** The URL with one part written anew. An empty port and 0 mean the default one. */
export function withPart(text: string, part: EditedPart, written: string): string {
  const parts = splitUrl(text)
  switch (part) {
    case 'scheme':
      return joinUrl({ ...parts, scheme: written.trim() })
    case 'host': {
      const host = written.trim()
      // While an IPv6 address is typed its colons begin no port; one without its brackets has more than one of them.
      if (/^[\da-f]*:[\da-f.]*:[\da-f:.]*$/i.test(host)) return joinUrl({ ...parts, host: `[${host}]` })
      return joinUrl({ ...parts, host: /^\[[^\]]*$/.test(host) ? `${host}]` : host })
    }
    case 'port':
      return joinUrl({ ...parts, port: /^0*$/.test(written.trim()) ? undefined : written.trim() })
    case 'path': {
      // What would begin the next part is meant as a character of this one.
      const path = written.replace(/[?#]/g, encodeURIComponent)
      return joinUrl({ ...parts, path: path === '' || path.startsWith('/') ? path : `/${path}` })
    }
  }
}

/** All parameters, those in the URL and those that are switched off, in their order. */
export function parametersOf(text: string, switchedOff: readonly SwitchedOffParameter[]): readonly Parameter[] {
  const { query } = splitUrl(text)
  const inUrl = query ? query.split('&').map((part): Parameter => ({ text: part, enabled: true })) : []
  return switchedOff
    .toSorted((one, other) => one.at - other.at)
    .reduce<readonly Parameter[]>((all, off) => all.toSpliced(off.at, 0, { text: off.text, enabled: false }), inUrl)
}

export function withParameters(
  text: string,
  parameters: readonly Parameter[],
): { readonly url: string; readonly switchedOff: readonly SwitchedOffParameter[] } {
  const inUrl = parameters.filter(({ enabled }) => enabled).map((parameter) => parameter.text)
  const query = inUrl.length > 0 ? inUrl.join('&') : undefined
  return {
    url: joinUrl({ ...splitUrl(text), query }),
    switchedOff: parameters.flatMap((parameter, at) => (parameter.enabled ? [] : [{ at, text: parameter.text }])),
  }
}

/** What a part of a query says, as a form would have written it; what cannot be decoded stands as it is. */
export function readParameter(text: string): { readonly name: string; readonly value: string } {
  const [name = '', ...value] = text.split('=')
  return { name: decode(name), value: decode(value.join('=')) }
}

export function writtenParameter(name: string, value: string): string {
  return `${encodeParameter(name)}=${encodeParameter(value)}`
}

/** A part of a query with another name or value. What is not changed stays as it is written, also what is no UTF-8. */
export function changedParameter(text: string, { name, value }: { readonly name?: string; readonly value?: string }) {
  const start = text.includes('=') ? text.indexOf('=') : text.length
  const written = name === undefined ? text.slice(0, start) : encodeParameter(name)
  if (value === undefined) return `${written}${text.slice(start)}`
  // Whether a name without a value has its `=` is left as it was, too.
  return value === '' && start === text.length ? written : `${written}=${encodeParameter(value)}`
}

/** Percent-encodes; a variable stays as it is, it is filled in later. */
export function encodeParameter(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}|[^{]+|\{/g, (part) =>
    part.startsWith('{{') ? part : encodeURIComponent(part.toWellFormed()),
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
