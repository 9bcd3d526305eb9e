import { askIn, type ObjectWorker } from '../worker-object.ts'
import type { DocumentHandle } from './document-handle.ts'

/** A Worker that keeps one document; the first message is its text. */
export type DocumentWorker = ObjectWorker<string>

/** Gives a document to a Worker, which is asked from now on. */
export function openIn(worker: DocumentWorker, text: string): DocumentHandle {
  worker.postMessage(text)
  // Who waits for an answer is gone, too.
  return { ask: askIn(worker), close: () => worker.terminate() }
}
