import { startWorker } from '../../../src/platform/trusted-worker.ts'
import { t } from '../../shared/text.ts'
import type { Inspect, Inspection, InspectionTask } from './inspection.ts'
import url from './inspection-worker.ts?worker&url'

interface Answer {
  readonly id: number
  readonly inspection: Inspection
}

interface Waiting {
  readonly task: InspectionTask
  resolve(inspection: Inspection): void
}

/** How long a look may take, in milliseconds: the patterns of a schema may take for ever. */
const patience = 5000

/** Looks at messages in one Worker, which is started for the first of them. */
export function inspectWithWorker(): Inspect {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0

  const start = () => {
    const started = startWorker(url)
    started.addEventListener('message', ({ data: { id, inspection } }: MessageEvent<Answer>) => {
      waiting.get(id)?.resolve(inspection)
      waiting.delete(id)
    })
    return started
  }

  const ask = (task: InspectionTask, resolve: Waiting['resolve']) => {
    worker ??= start()
    const id = ++last
    waiting.set(id, { task, resolve })
    worker.postMessage({ id, task })
    // Without a schema it is only long, and would be so again.
    if (task.schema !== undefined) setTimeout(() => giveUp(id), patience)
  }

  /** Looks again at all that waits, without the schema. */
  const giveUp = (id: number) => {
    if (!waiting.has(id)) return
    worker?.terminate()
    worker = undefined
    const all = [...waiting.values()]
    waiting.clear()
    for (const { task, resolve } of all) {
      const tooSlow = task.schema === undefined ? [] : [{ pointer: '', reason: t('schemaStopped'), offset: 0 }]
      ask({ ...task, schema: undefined }, (found) => resolve({ ...found, misfits: tooSlow }))
    }
  }

  return (task) => new Promise((resolve) => ask(task, resolve))
}
