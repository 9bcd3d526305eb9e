import { encodeParameter } from '../core/url-parts.ts'
import type { HeaderRow } from './imported.ts'

/** A URL with values in the place of path parameters, which stand in it as `/:name`. */
export function fillPath(
  url: string,
  parameters: readonly { readonly name: string; readonly value: string }[],
  write: (value: string) => string = encodeParameter,
): string {
  const values = new Map(parameters.map(({ name, value }) => [name, value]))
  return url.replace(/\/:([^/?#:]+)/g, (whole, name: string) => {
    const value = values.get(name)
    return value ? `/${write(value)}` : whole
  })
}

/** Of a query that is written twice, in the URL and as rows, the rows that are not in the URL. */
export function missingFrom(url: string, rows: readonly HeaderRow[]): HeaderRow[] {
  const query = url.slice(url.indexOf('?') + 1)
  const names = new Set(url.includes('?') ? query.split('&').map((pair) => pair.split('=')[0]) : [])
  return rows.filter(({ name }) => !names.has(name))
}
