import { startWorker } from '../../../src/platform/trusted-worker.ts'
import type { DocumentWorker } from '../../shared/document/document-client.ts'
import { documentWorkerUrl } from '../../shared/document/document-worker-url.ts'

/** Starts a Worker for one long document. */
export const startDocumentWorker = (): DocumentWorker => startWorker(documentWorkerUrl)
