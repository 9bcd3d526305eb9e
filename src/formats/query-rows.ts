import type { HeaderRow } from './imported.ts'

/** Of a query that is written twice, in the URL and as rows, the rows that are not in the URL. */
export function missingFrom(url: string, rows: readonly HeaderRow[]): HeaderRow[] {
  const query = url.slice(url.indexOf('?') + 1)
  const names = new Set(url.includes('?') ? query.split('&').map((pair) => pair.split('=')[0]) : [])
  return rows.filter(({ name }) => !names.has(name))
}
