import { jsonPathSteps } from './json-path.ts'
import type { Direction } from './log-entry.ts'

/**
 * Where in a message the id is that a request and its answer share: plain JSON paths such as `$.id`. Where one is empty,
 * the other holds for both; where both are, nothing is paired.
 */
export interface PairingRules {
  readonly sent: string
  readonly received: string
}

export const noPairing: PairingRules = { sent: '', received: '' }

/** The steps to the id, for each direction. */
export type IdPlaces = Readonly<Record<Direction, readonly (string | number)[]>>

/** Undefined where nothing is paired. */
export function idPlaces({ sent, received }: PairingRules): IdPlaces | undefined {
  const [forSent, forReceived] = [sent || received, received || sent].map((path) =>
    path === '' ? undefined : jsonPathSteps(path),
  )
  return forSent && forReceived && { sent: forSent, received: forReceived }
}

/** What a message answers. */
export interface Answered {
  /** The sequence number of the request. */
  readonly request: number
  /** Milliseconds since then. */
  readonly latency: number
}

/** A message and one that goes with it. */
export interface Pair {
  readonly seq: number
  readonly role: 'request' | 'answer'
  /** The answer that came first, or the request. */
  readonly partner: number
  /** Milliseconds from the request to the answer. */
  readonly latency: number
}
