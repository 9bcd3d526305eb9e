import type { RuleAnswer, RuleTask } from '../../../src/log/rule-scan.ts'
import { startWorker } from '../../../src/platform/trusted-worker.ts'
import { ruleWorkerUrl } from '../../shared/rule-worker-url.ts'

/** Looks through a log for a rule. */
export type RuleLooker = (task: RuleTask) => Promise<RuleAnswer>

/** How long a look may take, in milliseconds. */
const patience = 20_000

export const lookWithWorker: RuleLooker = (task) =>
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
    worker.postMessage(task)
  })
