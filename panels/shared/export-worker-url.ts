import url from './export-worker.ts?worker&url'

/** Where the Worker is that writes a log to a file; each export starts one of its own. */
export const exportWorkerUrl = url
