import type { AuditContent } from '../core/audit.ts'
import { AuditDatabase, resultOf } from '../platform/audit-database.ts'

export interface LedgerBounds {
  readonly mostEntries: number
  /** In milliseconds. */
  readonly mostAge: number
}

const usualBounds: LedgerBounds = { mostEntries: 100_000, mostAge: 90 * 86_400_000 }

/** How many entries may come before the oldest are looked at again. */
const tidyEvery = 500

/**
 * Writes the audit ledger, a database of its own. There is no way to change an entry or to take one out; only the bounds
 * do, from the oldest on.
 */
export class AuditLedger {
  readonly #bounds: LedgerBounds
  readonly #database = new AuditDatabase()
  #untilTidy = 0

  constructor(bounds: LedgerBounds = usualBounds) {
    this.#bounds = bounds
  }

  /** Adds entries in order. Resolves when they are stored. */
  async append(entries: readonly AuditContent[], now: number): Promise<void> {
    const store = await this.#database.entries('readwrite')
    for (const entry of entries) store.add(entry)
    await stored(store.transaction)
    this.#untilTidy -= entries.length
    if (this.#untilTidy > 0) return
    this.#untilTidy = tidyEvery
    await this.#tidy(now)
  }

  async #tidy(now: number): Promise<void> {
    const store = await this.#database.entries('readwrite')
    const newest = await resultOf(store.openKeyCursor(null, 'prev'))
    store.delete(IDBKeyRange.upperBound(Number(newest?.primaryKey ?? 0) - this.#bounds.mostEntries))
    const cursors = store.openCursor()
    for (let cursor = await resultOf(cursors); cursor; cursor = await resultOf(cursors)) {
      if ((cursor.value as AuditContent).at >= now - this.#bounds.mostAge) break
      cursor.delete()
      cursor.continue()
    }
    await stored(store.transaction)
  }
}

function stored(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}
