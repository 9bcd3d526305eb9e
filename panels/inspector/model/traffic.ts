import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Traffic } from '../../../src/wire/traffic.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import type { TrafficChannel } from '../../shared/traffic-channel.ts'

/** What goes over the connection that is shown. */
export interface TrafficView {
  /** Undefined while nothing is known, such as of a connection that was never opened. */
  readonly traffic: ReadonlySignal<Traffic | undefined>
  /** Of all connections, by their ids. */
  readonly known: ReadonlySignal<ReadonlyMap<string, Traffic>>
  /** Messages in each of the last seconds, both ways, the latest last. */
  readonly rates: ReadonlySignal<readonly number[]>
  /** A second has passed. */
  tick(): void
}

/** Seconds that are remembered. */
export const rateSeconds = 60

export function createTraffic(
  channel: TrafficChannel,
  connection: ReadonlySignal<ConnectionView | undefined>,
  onPause: () => void,
): TrafficView {
  const known = signal<ReadonlyMap<string, Traffic>>(new Map())
  const connectionId = computed(() => connection.value?.id)
  const traffic = computed(() => known.value.get(connectionId.value ?? ''))
  const rates = signal<readonly number[]>([])
  let counted: { readonly id: string | undefined; readonly total: number } = { id: undefined, total: 0 }

  channel.addEventListener('message', ({ data }) => {
    if (data.type === 'pause' && data.connectionId === connectionId.peek()) onPause()
    if (data.type === 'traffic') known.value = new Map([...known.peek(), ...data.traffic])
  })
  channel.postMessage({ type: 'ask' })

  return {
    traffic,
    known,
    rates,
    tick() {
      const id = connectionId.peek()
      const now = traffic.peek()
      const total = now ? now.sent.count + now.received.count : 0
      // Less than before: it was opened again.
      const rate = total < counted.total ? total : total - counted.total
      rates.value = id === counted.id ? [...rates.peek(), rate].slice(-rateSeconds) : []
      counted = { id, total }
    },
  }
}
