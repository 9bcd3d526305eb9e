import type { DocumentAnswer, DocumentHandle, DocumentReply, DocumentRequest } from './document-handle.ts'

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** What is needed of a Worker. */
export interface DocumentWorker {
  postMessage(message: string | DocumentRequest): void
  addEventListener(type: 'message', listener: (event: MessageEvent<DocumentReply>) => void): void
  terminate(): void
}

/** Gives a document to a Worker, which is asked from now on. */
export function openIn(worker: DocumentWorker, text: string): DocumentHandle {
  const waiting = new Map<number, Waiting>()
  let asked = 0
  worker.addEventListener('message', ({ data }) => {
    const { resolve, reject } = waiting.get(data.id) ?? {}
    waiting.delete(data.id)
    if ('fault' in data) reject?.(new Error(data.fault))
    else resolve?.(data.answer)
  })
  worker.postMessage(text)
  return {
    ask: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++asked
        waiting.set(id, { resolve: (answer) => resolve(answer as DocumentAnswer<typeof name>), reject })
        worker.postMessage({ id, name, args })
      }),
    // Who waits for an answer is gone, too.
    close: () => worker.terminate(),
  }
}
