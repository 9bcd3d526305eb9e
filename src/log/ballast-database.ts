import { deleteDB, openDB } from 'idb'

const name = 'switchboard-ballast'
/** What a Blob is made of. Bytes that nothing can make smaller. */
const piece = 64 * 1024

/** Where a ballast is. */
export interface BallastPlace {
  /** @throws DOMException when the browser cannot tell */
  isThere(): Promise<boolean>
  /**
   * Stores so many bytes, if there is room for them twice: the first that is written later would else find none.
   * @throws DOMException when there is not; it is as before then
   */
  fill(bytes: number): Promise<void>
  /** Gives the room back at once. A whole database goes without a journal, also on a disk that is full. */
  empty(): Promise<void>
}

/** A ballast as a database of its own. */
export const ballastDatabase: BallastPlace = {
  async isThere() {
    return (await indexedDB.databases()).some((database) => database.name === name)
  },
  async fill(bytes) {
    try {
      await store(bytes)
    } catch (error) {
      await deleteDB(name)
      throw error
    }
  },
  empty: () => deleteDB(name),
}

async function store(bytes: number): Promise<void> {
  const database = await openDB(name, 1, { upgrade: (created) => void created.createObjectStore('bytes') })
  try {
    const transaction = database.transaction('bytes', 'readwrite')
    // As Blobs, which become files: what is kept in the database itself would not be given back.
    await Promise.all([
      transaction.store.put(noise(bytes), 'kept'),
      transaction.store.put(noise(bytes), 'tried'),
      transaction.done,
    ])
    await database.delete('bytes', 'tried')
  } finally {
    database.close()
  }
}

function noise(bytes: number): Blob {
  const once = crypto.getRandomValues(new Uint8Array(piece))
  return new Blob(Array(Math.ceil(bytes / piece)).fill(once))
}
