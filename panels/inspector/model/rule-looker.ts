import type { RuleAnswer, RuleTask } from '../../../src/log/rule-scan.ts'
import { startWorker } from '../../../src/platform/trusted-worker.ts'
import { ruleWorkerUrl } from '../../shared/rule-worker-url.ts'

/** Looks through a log for a rule. @param signal ends it before its time; nobody waits for the answer then */
export type RuleLooker = (task: RuleTask, signal?: AbortSignal) => Promise<RuleAnswer>

/** How long a look may take, in milliseconds. */
const patience = 20_000

export const lookWithWorker: RuleLooker = (task, signal) =>
  new Promise((resolve) => {
    const worker = startWorker(ruleWorkerUrl)
    const end = (answer: RuleAnswer) => {
      clearTimeout(timer)
      worker.terminate()
      resolve(answer)
    }
    const timer = setTimeout(() => end({ type: 'failed', message: 'It took too long.' }), patience)
    worker.addEventListener('message', ({ data }: MessageEvent<RuleAnswer>) => end(data))
    worker.addEventListener('error', ({ message }) => end({ type: 'failed', message }))
    signal?.addEventListener('abort', () => end({ type: 'failed', message: 'It was given up.' }))
    worker.postMessage(task)
  })
