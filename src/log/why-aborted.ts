/**
 * Why a transaction was aborted, once it was; to be asked when it begins. idb's `done` is rejected as soon as a request
 * has failed, before the transaction knows why: by what it has then, an `AbortError`, a full disk cannot be told from other faults.
 */
export function whyAborted(transaction: IDBTransaction): Promise<DOMException | null> {
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
