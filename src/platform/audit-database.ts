// As promises; what a library would make of the rest of IndexedDB is more than the background has use for.

const storeName = 'entries'

/** The database of the audit ledger: the background writes it, the options page reads it. */
export class AuditDatabase {
  #database: Promise<IDBDatabase> | undefined

  /** Its entries, numbered from 1 by their keys, in a transaction of their own. */
  async entries(mode: IDBTransactionMode = 'readonly'): Promise<IDBObjectStore> {
    const forget = () => {
      this.#database = undefined
    }
    this.#database ??= open(forget)
    this.#database.catch(forget)
    return (await this.#database).transaction(storeName, mode).objectStore(storeName)
  }
}

/** @param onClose called when the browser has closed it, such as after a fault of the disk */
async function open(onClose: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open('switchboard-audit', 1)
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { autoIncrement: true })
  const database = await resultOf(request)
  database.onclose = onClose
  return database
}

/** What a request of IndexedDB came to. */
export function resultOf<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
