import { inspect } from './inspect.ts'
import type { InspectionTask } from './inspection.ts'

// The entry of the Worker that looks at what is written: only what connects the parts.

addEventListener('message', ({ data }: MessageEvent<{ id: number; task: InspectionTask }>) => void answer(data))

async function answer({ id, task }: { id: number; task: InspectionTask }): Promise<void> {
  postMessage({ id, inspection: await inspect(task) })
}
