import { openLogDatabase } from '../../src/log/database.ts'
import { LogReader } from '../../src/log/reader.ts'
import { type RuleAnswer, type RuleTask, runTask } from '../../src/log/rule-scan.ts'

// The entry of the Worker that looks through a log for a rule: only what connects the parts. A regular expression
// without end is ended with the Worker.

addEventListener('message', ({ data }: MessageEvent<RuleTask>) => void run(data))

async function run(task: RuleTask): Promise<void> {
  try {
    tell(await runTask(new LogReader(await openLogDatabase()), task))
  } catch (error) {
    tell({ type: 'failed', message: String(error) })
  }
}

function tell(answer: RuleAnswer): void {
  postMessage(answer)
}
