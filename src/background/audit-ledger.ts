import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type AuditContent, type AuditEntry, EndpointSummaries, type EndpointSummary } from '../core/audit.ts'

interface AuditSchema extends DBSchema {
  entries: { key: number; value: AuditContent }
}

export interface LedgerBounds {
  readonly mostEntries: number
  /** In milliseconds. */
  readonly mostAge: number
}

const usualBounds: LedgerBounds = { mostEntries: 100_000, mostAge: 90 * 86_400_000 }

/** How many entries are read at once. */
const batch = 5000

/** How many entries may come before the oldest are looked at again. */
const tidyEvery = 500

/**
 * The audit ledger, in a database of its own. There is no way to change an entry or to take one out; only the bounds
 * do, from the oldest on.
 */
export class AuditLedger {
  readonly #bounds: LedgerBounds
  #database: Promise<IDBPDatabase<AuditSchema>> | undefined
  #untilTidy = 0

  constructor(bounds: LedgerBounds = usualBounds) {
    this.#bounds = bounds
  }

  /** Adds entries in order. Resolves when they are stored. */
  async append(entries: readonly AuditContent[], now: number): Promise<void> {
    const transaction = (await this.#open()).transaction('entries', 'readwrite')
    await Promise.all([...entries.map((entry) => transaction.store.add(entry)), transaction.done])
    this.#untilTidy -= entries.length
    if (this.#untilTidy > 0) return
    this.#untilTidy = tidyEvery
    await this.#tidy(now)
  }

  /** Entries older than a place, the latest first. */
  async read(before: number, limit: number): Promise<AuditEntry[]> {
    const { store } = (await this.#open()).transaction('entries')
    const entries: AuditEntry[] = []
    let cursor = await store.openCursor(IDBKeyRange.upperBound(before, true), 'prev')
    while (cursor && entries.length < limit) {
      entries.push({ ...cursor.value, seq: cursor.primaryKey })
      cursor = await cursor.continue()
    }
    return entries
  }

  /** Looks through the whole ledger, some thousands of entries at a time. */
  async summarize(): Promise<EndpointSummary[]> {
    const { store } = (await this.#open()).transaction('entries')
    const summaries = new EndpointSummaries()
    let last: number | undefined = 0
    while (last !== undefined) {
      const range = IDBKeyRange.lowerBound(last, true)
      const [keys, entries] = await Promise.all([store.getAllKeys(range, batch), store.getAll(range, batch)])
      summaries.add(entries)
      last = keys.at(-1)
    }
    return summaries.list()
  }

  async #tidy(now: number): Promise<void> {
    const { store, done } = (await this.#open()).transaction('entries', 'readwrite')
    const last = (await store.openKeyCursor(null, 'prev'))?.primaryKey ?? 0
    await store.delete(IDBKeyRange.upperBound(last - this.#bounds.mostEntries))
    let cursor = await store.openCursor()
    while (cursor && cursor.value.at < now - this.#bounds.mostAge) {
      await cursor.delete()
      cursor = await cursor.continue()
    }
    await done
  }

  #open(): Promise<IDBPDatabase<AuditSchema>> {
    this.#database ??= openDB<AuditSchema>('switchboard-audit', 1, {
      upgrade: (database) => void database.createObjectStore('entries', { autoIncrement: true }),
    }).catch((error: unknown) => {
      this.#database = undefined
      throw error
    })
    return this.#database
  }
}
