import { startWorker } from '../../../src/platform/trusted-worker.ts'
import type { Inspect, Inspection } from './inspection.ts'
import url from './inspection-worker.ts?worker&url'

interface Answer {
  readonly id: number
  readonly inspection: Inspection
}

/** Looks at messages in one Worker, which is started for the first of them. */
export function inspectWithWorker(): Inspect {
  const waiting = new Map<number, (inspection: Inspection) => void>()
  let worker: Worker | undefined
  let last = 0

  const start = () => {
    const started = startWorker(url)
    started.addEventListener('message', ({ data: { id, inspection } }: MessageEvent<Answer>) => {
      waiting.get(id)?.(inspection)
      waiting.delete(id)
    })
    return started
  }

  return (task) =>
    new Promise((resolve) => {
      worker ??= start()
      last += 1
      waiting.set(last, resolve)
      worker.postMessage({ id: last, task })
    })
}
