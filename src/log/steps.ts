/**
 * Changes of a transaction, each begun when the one before has succeeded. Once a change finds no room Firefox has taken the
 * transaction back, and what else was asked for by then is stored all the same, outside of any.
 */
export class Steps {
  #last: Promise<void> = Promise.resolve()

  /** @throws DOMException what the change before failed with */
  async next(change: () => IDBRequest): Promise<void> {
    await this.#last
    this.begin(change())
  }

  /** Takes in a change that was begun without waiting: the next waits for it. */
  begin(request: IDBRequest): void {
    this.#last = succeeds(request)
    // Handled before it is awaited; after the last one the transaction tells.
    this.#last.catch(() => {})
  }
}

function succeeds(request: IDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => reject(request.error))
  })
}
