import { expect, it } from 'vitest'
import { ok } from '../../src/core/result.ts'
import { Fitting, type FittingWorker } from '../../src/transport/fitting.ts'
import { fakeClock } from './fake-clock.ts'

it('finds out whether a message fits, also after its thread could not be started once', async () => {
  let faults = 1
  const fitting = new Fitting({
    clock: fakeClock(),
    startWorker: () => {
      if (faults-- > 0) throw new Error('no more threads')
      let tell = () => {}
      return {
        postMessage: () => tell(),
        addEventListener: (_, listener) => {
          tell = () => queueMicrotask(() => listener({ data: [] } as unknown as Parameters<typeof listener>[0]))
        },
        terminate: () => undefined,
      } satisfies FittingWorker
    },
  })
  const task = { schema: '{}', text: '1' }
  expect(await fitting.check(task)).toMatchObject({
    refusal: { code: 'schema-misfit', message: expect.stringContaining('no more threads') },
  })
  expect(await fitting.check(task)).toEqual(ok(null))
})
