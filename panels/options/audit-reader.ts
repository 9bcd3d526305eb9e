import { type AuditContent, type AuditEntry, EndpointSummaries, type EndpointSummary } from '../../src/core/audit.ts'
import { AuditDatabase, resultOf } from '../../src/platform/audit-database.ts'

/** How many entries are looked through at once. */
const batch = 5000

/** Reads the audit ledger, which only the background writes. */
export class AuditReader {
  readonly #database = new AuditDatabase()

  /** The entries before one, or the last ones; the latest first. */
  async read(before = Number.MAX_SAFE_INTEGER, limit: number): Promise<AuditEntry[]> {
    const cursors = (await this.#database.entries()).openCursor(IDBKeyRange.upperBound(before, true), 'prev')
    const entries: AuditEntry[] = []
    for (let cursor = await resultOf(cursors); cursor && entries.length < limit; cursor = await resultOf(cursors)) {
      entries.push({ ...(cursor.value as AuditContent), seq: Number(cursor.primaryKey) })
      cursor.continue()
    }
    return entries
  }

  /** Which profiles reached which endpoints, over the whole ledger; the latest first. */
  async summarize(): Promise<EndpointSummary[]> {
    const summaries = new EndpointSummaries()
    const entries = await this.#database.entries()
    let last: IDBValidKey | undefined = 0
    while (last !== undefined) {
      const range = IDBKeyRange.lowerBound(last, true)
      const [keys, contents] = await Promise.all([
        resultOf(entries.getAllKeys(range, batch)),
        resultOf<AuditContent[]>(entries.getAll(range, batch)),
      ])
      summaries.add(contents)
      last = keys.at(-1)
    }
    return summaries.list()
  }
}
