import { type AuditContent, type AuditEntry, EndpointSummaries, type EndpointSummary } from '../../src/core/audit.ts'
import { AuditDatabase, resultOf } from '../../src/platform/audit-database.ts'

/** How many entries are looked through at once. */
const batchSize = 5000

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

  async count(): Promise<number> {
    return resultOf((await this.#database.entries()).count())
  }

  /** Which profiles reached which endpoints, over the whole ledger; the latest first. */
  async summarize(): Promise<EndpointSummary[]> {
    const summaries = new EndpointSummaries()
    for await (const batch of this.batches()) summaries.add(batch)
    return summaries.list()
  }

  /** All of it, the oldest entry first, in portions. */
  async *batches(): AsyncGenerator<AuditEntry[], void> {
    let last = 0
    for (;;) {
      const entries = await this.#database.entries()
      const range = IDBKeyRange.lowerBound(last, true)
      const [keys, contents] = await Promise.all([
        resultOf(entries.getAllKeys(range, batchSize)),
        resultOf<AuditContent[]>(entries.getAll(range, batchSize)),
      ])
      const batch = contents.map((content, index) => ({ ...content, seq: Number(keys[index]) }))
      const newest = batch.at(-1)
      if (!newest) return
      yield batch
      last = newest.seq
    }
  }
}
