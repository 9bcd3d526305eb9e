// Keeps texts as cheaply as it can be done: all that is given at a time is one record. A Worker of a page, or a part of one.

/** @type {Promise<IDBDatabase> | undefined} */
let opened

/**
 * @param {readonly string[]} texts
 * @returns {Promise<void>} resolves when they are stored
 */
async function store(texts) {
  opened ??= open()
  const database = await opened
  const transaction = database.transaction('texts', 'readwrite', { durability: 'relaxed' })
  transaction.objectStore('texts').add(texts.join(''))
  transaction.commit()
  return new Promise((resolve) => {
    transaction.oncomplete = () => resolve()
  })
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve) => {
    const request = indexedDB.open('texts', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('texts', { autoIncrement: true })
    request.onsuccess = () => resolve(request.result)
  })
}

addEventListener('message', async ({ data }) => {
  await store(data)
  postMessage(data.length)
})
