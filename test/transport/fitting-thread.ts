import { compileSchema } from '../../src/core/json-schema.ts'
import type { Misfit } from '../../src/core/misfit.ts'
import type { FittingTask, FittingWorker } from '../../src/transport/fitting.ts'

/** What the browser's Worker does, without a thread: how one that takes too long is ended is shown by itself. */
export function startFitting(): FittingWorker {
  const listeners = new Set<(event: MessageEvent<readonly Misfit[]>) => void>()
  return {
    postMessage({ schema, text }: FittingTask) {
      const check = compileSchema(schema)
      const data = check.ok ? check.value(text) : []
      queueMicrotask(() => {
        for (const listener of listeners) listener({ data } as MessageEvent<readonly Misfit[]>)
      })
    },
    addEventListener: (_, listener) => void listeners.add(listener),
    terminate: () => listeners.clear(),
  }
}
