import { startWorker } from '../../../src/platform/trusted-worker.ts'
import { documentWorkerUrl } from '../../shared/document/document-worker-url.ts'
import { createDocumentWorkers } from '../../shared/document/document-workers.ts'

/** Gives a Worker for one long document. */
export const startDocumentWorker = createDocumentWorkers(() => startWorker(documentWorkerUrl))
