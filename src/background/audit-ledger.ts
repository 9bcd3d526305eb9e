import { type AuditContent, type AuditEntry, EndpointSummaries, type EndpointSummary } from '../core/audit.ts'

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
  #database: Promise<IDBDatabase> | undefined
  #untilTidy = 0

  constructor(bounds: LedgerBounds = usualBounds) {
    this.#bounds = bounds
  }

  /** Adds entries in order. Resolves when they are stored. */
  async append(entries: readonly AuditContent[], now: number): Promise<void> {
    const store = await this.#store('readwrite')
    for (const entry of entries) store.add(entry)
    await stored(store.transaction)
    this.#untilTidy -= entries.length
    if (this.#untilTidy > 0) return
    this.#untilTidy = tidyEvery
    await this.#tidy(now)
  }

  /** Entries older than a place, the latest first. */
  async read(before: number, limit: number): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = []
    const cursors = (await this.#store()).openCursor(IDBKeyRange.upperBound(before, true), 'prev')
    await eachOf(cursors, (cursor) => {
      entries.push({ ...(cursor.value as AuditContent), seq: Number(cursor.primaryKey) })
      return entries.length < limit
    })
    return entries
  }

  /** Looks through the whole ledger, some thousands of entries at a time. */
  async summarize(): Promise<EndpointSummary[]> {
    const store = await this.#store()
    const summaries = new EndpointSummaries()
    let last: IDBValidKey | undefined = 0
    while (last !== undefined) {
      const range = IDBKeyRange.lowerBound(last, true)
      const [keys, entries] = await Promise.all([
        result(store.getAllKeys(range, batch)),
        result<AuditContent[]>(store.getAll(range, batch)),
      ])
      summaries.add(entries)
      last = keys.at(-1)
    }
    return summaries.list()
  }

  async #tidy(now: number): Promise<void> {
    const store = await this.#store('readwrite')
    const newest = await result(store.openKeyCursor(null, 'prev'))
    store.delete(IDBKeyRange.upperBound(Number(newest?.primaryKey ?? 0) - this.#bounds.mostEntries))
    await eachOf(store.openCursor(), (cursor) => {
      const isOld = (cursor.value as AuditContent).at < now - this.#bounds.mostAge
      if (isOld) cursor.delete()
      return isOld
    })
    await stored(store.transaction)
  }

  async #store(mode: IDBTransactionMode = 'readonly'): Promise<IDBObjectStore> {
    this.#database ??= openDatabase().catch((error: unknown) => {
      this.#database = undefined
      throw error
    })
    return (await this.#database).transaction('entries', mode).objectStore('entries')
  }
}

// As promises; what a library would make of the rest of IndexedDB is more than the background has use for.

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('switchboard-audit', 1)
  request.onupgradeneeded = () => request.result.createObjectStore('entries', { autoIncrement: true })
  return result(request)
}

function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function stored(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

/** Goes from one to the next for as long as it is wanted. */
function eachOf(
  request: IDBRequest<IDBCursorWithValue | null>,
  visit: (cursor: IDBCursorWithValue) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      if (request.result && visit(request.result)) request.result.continue()
      else resolve()
    }
    request.onerror = () => reject(request.error)
  })
}
