import { type ReadonlySignal, signal } from '@preact/signals'
import type { SequenceProgress } from '../../src/core/sequence.ts'
import type { TrafficChannel } from '../shared/traffic-channel.ts'

/** The sequences that run, by the connection on which they do. */
export type Running = ReadonlyMap<string, readonly SequenceProgress[]>

export function createRunning(channel: TrafficChannel): ReadonlySignal<Running> {
  const running = signal<Running>(new Map())
  channel.addEventListener('message', ({ data }) => {
    if (data.type !== 'traffic') return
    const next = new Map(running.peek())
    for (const [connectionId, { runs }] of data.traffic) {
      const under = runs.filter(({ state }) => state === 'running')
      if (under.length > 0) next.set(connectionId, under)
      else next.delete(connectionId)
    }
    running.value = next
  })
  channel.postMessage({ type: 'ask' })
  return running
}
