import { unwrap } from 'idb'
import type { BlockBuilder } from './block-builder.ts'
import type { LogDatabase } from './database.ts'
import { findPlace, type LogPlace } from './log-place.ts'
import { storeRows } from './store-rows.ts'

/** Rows of one log that are to be written. */
export interface LogRows {
  readonly logId: string
  readonly builders: readonly BlockBuilder[]
  /** Where the log stands; looked up when not known. */
  readonly place: LogPlace | undefined
  /** The least next sequence number of a log that has to be looked up. */
  readonly least: number
}

/**
 * Writes rows of any number of logs in one transaction and resolves when it has completed; a request's success is not
 * enough, the browser may still abort.
 * @returns where each log stands then
 * @throws DOMException why nothing of it was written; `QuotaExceededError` when storage is full
 */
export async function commitRows(database: LogDatabase, batch: readonly LogRows[]): Promise<LogPlace[]> {
  const transaction = database.transaction('blocks', 'readwrite', { durability: 'relaxed' })
  const { done, store } = transaction
  const cause = causeOf(unwrap(transaction))
  // Handled before it is awaited, for an abort that comes while something is read.
  done.catch(() => {})
  try {
    const places: LogPlace[] = []
    for (const { logId, place, least, builders } of batch) {
      places.push(await storeRows(store, logId, place ?? (await findPlace(store, logId, least)), builders))
    }
    transaction.commit()
    await done
    return places
  } catch (error) {
    abort(transaction)
    throw (await cause) ?? error
  }
}

/**
 * Why a transaction was aborted, once it was. `done` is rejected as soon as a request has failed, before a transaction
 * knows why: by what it has then, an `AbortError`, a full disk cannot be told from other faults.
 */
function causeOf(transaction: IDBTransaction): Promise<DOMException | null> {
  return new Promise((resolve) => {
    let cause: DOMException | null = null
    transaction.addEventListener('error', ({ target }) => {
      const error = target instanceof IDBRequest ? target.error : null
      // The other requests fail only because the transaction was aborted.
      if (error?.name !== 'AbortError') cause ??= error
    })
    transaction.addEventListener('abort', () => resolve(transaction.error ?? cause))
    transaction.addEventListener('complete', () => resolve(cause))
  })
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch {
    // It has ended already.
  }
}
