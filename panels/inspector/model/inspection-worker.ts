import { type InspectionTask, inspect } from './inspection.ts'

// The entry of the Worker that looks at what is written: only what connects the parts.

addEventListener('message', ({ data }: MessageEvent<{ id: number; task: InspectionTask }>) =>
  postMessage({ id: data.id, inspection: inspect(data.task) }),
)
