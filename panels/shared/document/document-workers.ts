import type { ObjectReply } from '../worker-object.ts'
import type { DocumentWorker } from './document-client.ts'

type Listener = (event: MessageEvent<ObjectReply>) => void

/** What is needed of a Worker that is handed on. */
export interface LastingWorker extends DocumentWorker {
  removeEventListener(type: 'message', listener: Listener): void
}

/** Milliseconds that a Worker is kept: who looks at one long message often looks at the next one. */
const keptFor = 30_000

/**
 * Gives a Worker for each long document. One whose document was closed is kept for the next: it need not be started, and
 * the browser has compiled what it runs.
 */
export function createDocumentWorkers(start: () => LastingWorker): () => DocumentWorker {
  let spare: LastingWorker | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const endSpare = () => {
    spare?.terminate()
    spare = undefined
  }
  const keep = (worker: LastingWorker) => {
    clearTimeout(timer)
    endSpare()
    spare = worker
    // So that it holds the text no longer.
    worker.postMessage('')
    timer = setTimeout(endSpare, keptFor)
  }
  return () => {
    const worker = spare ?? start()
    spare = undefined
    return lent(worker, keep)
  }
}

/** A Worker for the time of one document. To end it is to give it back, unless it is in the middle of something. */
function lent(worker: LastingWorker, giveBack: (worker: LastingWorker) => void): DocumentWorker {
  let waiting = 0
  let isEnded = false
  let listener: Listener | undefined
  const receive: Listener = (event) => {
    waiting -= 1
    listener?.(event)
  }
  worker.addEventListener('message', receive)
  return {
    postMessage(message) {
      if (typeof message !== 'string') waiting += 1
      worker.postMessage(message)
    },
    addEventListener(_, listen) {
      listener = listen
    },
    terminate() {
      if (isEnded) return
      isEnded = true
      worker.removeEventListener('message', receive)
      if (waiting > 0) worker.terminate()
      else giveBack(worker)
    },
  }
}
