import { unwrap } from 'idb'
import type { BlockBuilder } from './block-builder.ts'
import type { LogDatabase } from './database.ts'
import { findPlace, type LogPlace } from './log-place.ts'
import { type Padding, storeRows } from './store-rows.ts'
import { whyAborted } from './why-aborted.ts'

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
export async function commitRows(
  database: LogDatabase,
  batch: readonly LogRows[],
  padding: Padding,
): Promise<LogPlace[]> {
  const transaction = database.transaction('blocks', 'readwrite', { durability: 'relaxed' })
  const { done, store } = transaction
  const cause = whyAborted(unwrap(transaction))
  // Handled before it is awaited, for an abort that comes while something is read.
  done.catch(() => {})
  try {
    const places: LogPlace[] = []
    for (const { logId, place, least, builders } of batch) {
      places.push(await storeRows(store, logId, place ?? (await findPlace(store, logId, least)), builders, padding))
    }
    transaction.commit()
    await done
    return places
  } catch (error) {
    // Aborted by the browser it tells why; aborted again it would not.
    if (!(error instanceof DOMException && error.name === 'AbortError')) abort(transaction)
    throw (await cause) ?? error
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch {
    // It has ended already.
  }
}
