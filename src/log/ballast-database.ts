import { deleteDB, openDB } from 'idb'
import type { BallastPlace } from './ballast.ts'

const name = 'switchboard-ballast'
/** What a Blob is made of. Bytes that nothing can make smaller. */
const piece = 64 * 1024

/** A ballast as a database of its own: a whole one goes without a journal, also on a disk that is full. */
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
