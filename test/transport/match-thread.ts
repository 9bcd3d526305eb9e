import { Worker } from 'node:worker_threads'
import type { MatchReport } from '../../src/transport/match-protocol.ts'
import type { MatchWorker } from '../../src/transport/matching.ts'

/** A real thread with the code that the browser's Worker runs. */
export function startMatching(): MatchWorker {
  const worker = new Worker(new URL('./match-thread.mjs', import.meta.url))
  worker.unref()
  return {
    postMessage: (batch) => worker.postMessage(batch),
    addEventListener: (_, listener) =>
      worker.on('message', (data: MatchReport) => listener({ data } as MessageEvent<MatchReport>)),
    terminate: () => void worker.terminate(),
  }
}
