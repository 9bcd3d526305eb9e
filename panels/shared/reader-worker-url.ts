import url from '../../src/log/reader-worker.ts?worker&url'

/** Where the Worker is that reads logs for a view; each view starts one of its own. */
export const readerWorkerUrl = url
