import { startWorker } from '../../../src/platform/trusted-worker.ts'
import type { ObjectWorker } from '../worker-object.ts'
import url from './import-worker.ts?worker&url'

/** Starts a Worker for one import. */
export const startImportWorker = (): ObjectWorker => startWorker(url)
