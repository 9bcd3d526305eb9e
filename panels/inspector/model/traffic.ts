import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { idle, inProgress } from '../../../src/core/connection.ts'
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
  /** A second has passed; more, where the browser slows timers down, as of a page that is not seen. */
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
  const isInProgress = computed(() => inProgress(connection.value?.state ?? idle))
  const traffic = computed(() => {
    const told = known.value.get(connectionId.value ?? '')
    return told && !isInProgress.value ? ended(told) : told
  })
  const rates = signal<readonly number[]>([])
  const isKnown = computed(() => traffic.value !== undefined)
  let counted = 0
  let countedAt = 0

  channel.addEventListener('message', ({ data }) => {
    if (data.type === 'pause' && data.connectionId === connectionId.peek()) onPause()
    if (data.type === 'traffic') known.value = new Map([...known.peek(), ...data.traffic])
  })
  channel.postMessage({ type: 'ask' })
  // What went before it was shown is not of its first second.
  effect(() => {
    if (connectionId.value === undefined || !isKnown.value) return
    rates.value = []
    counted = untracked(countAll)
    countedAt = performance.now()
  })

  function countAll(): number {
    const now = traffic.value
    return now ? now.sent.count + now.received.count : 0
  }

  return {
    traffic,
    known,
    rates,
    tick() {
      const total = untracked(countAll)
      const now = performance.now()
      const seconds = Math.max(1, Math.round((now - countedAt) / 1000))
      // Less than before: it was opened again.
      const rate = Math.round((total < counted ? total : total - counted) / seconds)
      rates.value = [...rates.peek(), ...Array<number>(Math.min(seconds, rateSeconds)).fill(rate)].slice(-rateSeconds)
      counted = total
      countedAt = now
    },
  }
}

/** As it is once the connection has ended, which a transport that went with it cannot tell. */
function ended(traffic: Traffic): Traffic {
  const runs = traffic.runs.map((run) => (run.state === 'running' ? { ...run, state: 'stopped' as const } : run))
  return { ...traffic, bufferedAmount: 0, runs }
}
