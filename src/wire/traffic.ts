import type { SequenceProgress } from '../core/sequence.ts'

/** The name of the BroadcastChannel on which the transport tells what goes over its connections. */
export const trafficChannelName = 'switchboard-traffic'

/** Messages of one direction. */
export interface Flow {
  readonly count: number
  /** Text as UTF-8. */
  readonly bytes: number
  /** Epoch milliseconds of the last one; undefined while there was none. */
  readonly lastAt: number | undefined
  /** The beginning of the last one, on one line; bytes are told by their hexadecimal pairs. */
  readonly last?: string
}

/** What has gone over a connection since it was last opened. */
export interface Traffic {
  readonly sent: Flow
  readonly received: Flow
  /** Bytes that were sent and have not left yet. */
  readonly bufferedAmount: number
  /** How long the last answer to a keep-alive message took, in milliseconds. */
  readonly latency?: number
  /** How the last run of each sequence stands. */
  readonly runs: readonly SequenceProgress[]
}

export type TrafficMessage =
  /** From the transport: of all connections that changed, or that were asked for. */
  | { readonly type: 'traffic'; readonly traffic: readonly (readonly [connectionId: string, traffic: Traffic])[] }
  /** From the transport: a trigger pauses what views show of a log. */
  | { readonly type: 'pause'; readonly connectionId: string }
  /** From a view that has just come. */
  | { readonly type: 'ask' }
