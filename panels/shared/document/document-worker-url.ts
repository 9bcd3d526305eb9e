import url from './document-worker.ts?worker&url'

/** Where the Worker is that keeps a long document; each document starts one of its own. */
export const documentWorkerUrl = url
