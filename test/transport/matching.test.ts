import { beforeEach, expect, it } from 'vitest'
import type { MatchBatch, MatchReport } from '../../src/transport/match-protocol.ts'
import { lookThrough } from '../../src/transport/match-server.ts'
import { Matching, type Watch } from '../../src/transport/matching.ts'
import { fakeClock } from './fake-clock.ts'

const text = (given: string) => ({ text: given, isBinary: false, toBeJson: false })

let faults: number
let found: string[]
let matching: Matching

beforeEach(() => {
  faults = 0
  found = []
  matching = new Matching({
    clock: fakeClock(),
    startWorker: () => {
      if (faults-- > 0) throw new Error('no more threads')
      let tell: (report: MatchReport) => void
      return {
        postMessage: (batch: MatchBatch) => queueMicrotask(() => lookThrough(batch, tell)),
        addEventListener: (_, listener) => {
          tell = (data) => listener({ data } as MessageEvent<MatchReport>)
        },
        terminate: () => undefined,
      }
    },
  })
})

function watch(then: (message: string) => void = () => undefined): Watch {
  return {
    match: { type: 'any' },
    onFound: (message) => {
      found.push(message)
      then(message)
    },
    onStopped: () => undefined,
  }
}

it('looks at everything in order, also after its thread could not be started once', async () => {
  faults = 1
  const any = watch()
  for (const message of ['a', 'b', 'c']) expect(matching.look(text(message), [any])).toBe(true)
  await expect.poll(() => found).toEqual(['a', 'b', 'c'])
})

it('looks at what comes because of what was found', async () => {
  const second = watch()
  const first = watch((message) => matching.look(text(`${message} again`), [second]))
  for (const message of ['a', 'b', 'c']) matching.look(text(message), [first])
  await expect.poll(() => found).toEqual(['a', 'b', 'c', 'a again', 'b again', 'c again'])
  matching.look(text('d'), [second])
  await expect.poll(() => found.at(-1)).toBe('d')
})
