import type { LogContent } from '../core/log-entry.ts'
import { previewOf } from '../core/preview.ts'
import type { Clock } from '../log/clock.ts'
import { Pace } from '../log/pace.ts'
import type { Flow, Traffic, TrafficMessage } from '../wire/traffic.ts'

export interface TrafficMeterOptions {
  readonly clock: Clock
  /** The bytes of a message on the wire. */
  readonly bytesOf: (data: string | Uint8Array) => number
  readonly post: (message: TrafficMessage) => void
  readonly bufferedAmount: (connectionId: string) => number
  readonly runs: (connectionId: string) => Traffic['runs']
}

/** Milliseconds between two notices: a person reads no faster. */
const interval = 250

/** How much of the last message is told, in characters. */
const mostTold = 80

type Counter = { -readonly [Key in keyof Omit<Flow, 'last'>]: Flow[Key] } & {
  /** The last message until it is told, so that what is told of it is made for few of them only. */
  data?: string | Uint8Array | undefined
  last?: string
}

interface Meter {
  readonly sent: Counter
  readonly received: Counter
  latency?: number
}

/** Counts what goes over each connection, and tells it now and then. */
export class TrafficMeter {
  readonly #options: TrafficMeterOptions
  readonly #meters = new Map<string, Meter>()
  readonly #changed = new Set<string>()
  readonly #notices: Pace

  constructor(options: TrafficMeterOptions) {
    this.#options = options
    this.#notices = new Pace(
      options.clock,
      () => interval,
      () => this.#tell(),
    )
  }

  /** Takes in what is logged of a connection. @param at epoch milliseconds */
  count(connectionId: string, content: LogContent, at: number): void {
    if (content.type === 'handshake') this.#meters.set(connectionId, { sent: nothing(), received: nothing() })
    const meter = this.#meters.get(connectionId)
    if (!meter) return
    if (content.type === 'message') {
      const counter = meter[content.direction]
      counter.count += 1
      counter.bytes += this.#options.bytesOf(content.data)
      counter.lastAt = at
      counter.data = content.data
    }
    this.#changed.add(connectionId)
    this.#notices.call()
  }

  /** Something else about a connection has changed that is told with its traffic. */
  touched(connectionId: string): void {
    this.#changed.add(connectionId)
    this.#notices.call()
  }

  /** @param latency of the answer to a keep-alive message, in milliseconds */
  measured(connectionId: string, latency: number): void {
    const meter = this.#meters.get(connectionId)
    if (!meter) return
    meter.latency = latency
    this.#changed.add(connectionId)
    this.#notices.call()
  }

  /** A view has come and knows nothing. */
  asked(): void {
    for (const connectionId of this.#meters.keys()) this.#changed.add(connectionId)
    this.#notices.call()
  }

  forget(connectionId: string): void {
    this.#meters.delete(connectionId)
  }

  #tell(): void {
    const traffic = [...this.#changed].flatMap((connectionId) => {
      const meter = this.#meters.get(connectionId)
      const bufferedAmount = this.#options.bufferedAmount(connectionId)
      const runs = this.#options.runs(connectionId)
      return meter
        ? [
            [
              connectionId,
              { ...meter, sent: told(meter.sent), received: told(meter.received), bufferedAmount, runs },
            ] as const,
          ]
        : []
    })
    this.#changed.clear()
    for (const [connectionId, { bufferedAmount }] of traffic) if (bufferedAmount > 0) this.#changed.add(connectionId)
    this.#options.post({ type: 'traffic', traffic })
    if (this.#changed.size > 0) this.#notices.call()
  }
}

/** A copy to be told; the message itself is let go. */
function told(counter: Counter): Flow {
  if (counter.data !== undefined) counter.last = beginningOf(counter.data)
  counter.data = undefined
  const { data: _, ...flow } = counter
  return flow
}

function beginningOf(data: string | Uint8Array): string {
  const onOneLine = previewOf(data, mostTold).replace(/\s+/g, ' ')
  // A piece of a string would hold the whole of it in memory.
  return [...onOneLine].join('')
}

function nothing(): Counter {
  return { count: 0, bytes: 0, lastAt: undefined }
}
