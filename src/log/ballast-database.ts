import { deleteDB, openDB, unwrap } from 'idb'
import type { BallastPlace } from './ballast.ts'

const name = 'switchboard-ballast'
/** What a Blob is made of. Bytes that nothing can make smaller. */
const piece = 64 * 1024

/** A ballast as a database of its own: a whole one goes without a journal, also on a disk that is full. Its version is its size. */
export const ballastDatabase: BallastPlace = {
  async size() {
    return (await indexedDB.databases()).find((database) => database.name === name)?.version ?? 0
  },
  async grow(bytes) {
    const database = await openDB(name, bytes, {
      upgrade(grown, before, _bytes, transaction) {
        // Without room it does not open, and tells why.
        transaction.done.catch(() => {})
        if (before === 0) grown.createObjectStore('bytes')
        const store = unwrap(transaction.objectStore('bytes'))
        // As Blobs, which become files: what is kept in the database itself would not be given back.
        store.put(noise(bytes - before), before)
        store.put(noise(bytes), 'tried')
      },
    })
    await database.delete('bytes', 'tried').finally(() => database.close())
  },
  empty: () => deleteDB(name),
}

function noise(bytes: number): Blob {
  const once = crypto.getRandomValues(new Uint8Array(piece))
  return new Blob(Array(Math.ceil(bytes / piece)).fill(once))
}
