import { type AuditContent, type AuditEntry, EndpointSummaries, type EndpointSummary } from '../../src/core/audit.ts'
import { AuditDatabase, resultOf } from '../../src/platform/audit-database.ts'

/** How many entries are looked through at once. */
const batchSize = 5000
/** The same where somebody looks on: mostly the first portion has all that is shown. */
const portion = 1000

/** Reads the audit ledger, which only the background writes. */
export class AuditReader {
  readonly #database = new AuditDatabase()

  /** The entries before one, or all of them, in portions; the latest first. */
  async *backwards(before = Number.MAX_SAFE_INTEGER): AsyncGenerator<AuditEntry[], void> {
    const upTo = IDBKeyRange.upperBound(before, true)
    const newest = await resultOf((await this.#database.entries()).openKeyCursor(upTo, 'prev'))
    // Their numbers have no gaps to speak of: the ledger takes them away from the oldest on.
    for (let last = Number(newest?.primaryKey ?? 0); last > 0; last -= portion) {
      const entries = await this.#in(IDBKeyRange.bound(last - portion, last, true))
      if (entries.length === 0) return
      yield entries.reverse()
    }
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
      const batch = await this.#in(IDBKeyRange.lowerBound(last, true))
      const newest = batch.at(-1)
      if (!newest) return
      yield batch
      last = newest.seq
    }
  }

  async #in(range: IDBKeyRange): Promise<AuditEntry[]> {
    const entries = await this.#database.entries()
    const [keys, contents] = await Promise.all([
      resultOf(entries.getAllKeys(range, batchSize)),
      resultOf<AuditContent[]>(entries.getAll(range, batchSize)),
    ])
    return contents.map((content, index) => ({ ...content, seq: Number(keys[index]) }))
  }
}
