import { compileSchema } from '../core/json-schema.ts'
import type { Misfit } from '../core/misfit.ts'
import type { FittingTask } from './fitting.ts'

// The entry of the Worker that finds out whether messages fit a schema: it may be ended at any time.

addEventListener('message', ({ data }: MessageEvent<FittingTask>) => postMessage(misfits(data)))

/** What is no schema asks for nothing: its editor has said what is wrong with it. */
function misfits({ schema, text }: FittingTask): readonly Misfit[] {
  const check = compileSchema(schema)
  return check.ok ? check.value(text) : []
}
