import { type IDBPTransaction, unwrap } from 'idb'
import type { LogDatabase, LogSchema } from './database.ts'

type StoreName = 'blocks' | 'files' | 'marks'

/**
 * Makes changes in one transaction and resolves when it has completed; a request's success is not enough, the browser may
 * still abort.
 * @throws DOMException why nothing was changed; `QuotaExceededError` when storage is full
 */
export async function changeStores<Names extends StoreName[], Result>(
  database: LogDatabase,
  names: [...Names],
  change: (transaction: IDBPTransaction<LogSchema, Names, 'readwrite'>) => Promise<Result>,
): Promise<Result> {
  const transaction = database.transaction<Names, 'readwrite'>(names, 'readwrite', { durability: 'relaxed' })
  const cause = whyAborted(unwrap(transaction) as IDBTransaction)
  // Handled before it is awaited, for an abort that comes while something is read.
  transaction.done.catch(() => {})
  try {
    const result = await change(transaction)
    transaction.commit()
    await transaction.done
    return result
  } catch (error) {
    // Aborted by the browser it tells why; aborted again it would not.
    if (!(error instanceof DOMException && error.name === 'AbortError')) abort(transaction)
    throw (await cause) ?? error
  }
}

/**
 * Why a transaction was aborted, once it was; to be asked when it begins. idb's `done` is rejected as soon as a request
 * has failed, before the transaction knows why: by what it has then, an `AbortError`, a full disk cannot be told from other faults.
 */
function whyAborted(transaction: IDBTransaction): Promise<DOMException | null> {
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
