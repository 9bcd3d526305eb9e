import type { Direction } from '../core/log-entry.ts'
import type { Answered, IdPlaces } from '../core/pairing.ts'
import { type Block, countOf, textOf } from './block.ts'
import { messageId } from './message-id.ts'
import { directionOf, isBinary, isMessage, typeOf } from './row-kind.ts'

/** A message with an id. */
export interface Tagged {
  readonly seq: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly direction: Direction
  readonly id: string
}

/** What a block tells of: messages with an id, and where another connection begins. */
export type Step = Tagged | 'opened'

/** Requests that are waited for at most. */
const mostOpen = 50_000

/**
 * Finds what answers what among messages that are seen in order: what comes from the other side with the id of a request
 * answers it, also more than once; a new message with that id from the same side is a new request. On another connection
 * nothing is answered any more.
 */
export class PairTracker {
  readonly #requests = new Map<string, Tagged>()

  /** @returns the request that the message answers */
  see(message: Step): Tagged | undefined {
    if (message === 'opened') return void this.#requests.clear()
    const request = this.#requests.get(message.id)
    if (request && request.direction !== message.direction) return request
    this.#requests.delete(message.id)
    this.#requests.set(message.id, message)
    if (this.#requests.size > mostOpen) this.#forgetOldest()
    return undefined
  }

  #forgetOldest(): void {
    for (const id of this.#requests.keys()) {
      this.#requests.delete(id)
      return
    }
  }
}

/** Tells of the messages of one block after the other what they answer. */
export class BlockAnswers {
  readonly #places: IdPlaces
  readonly #tracker = new PairTracker()
  #answers = new Map<number, Answered>()

  constructor(places: IdPlaces) {
    this.#places = places
  }

  look(block: Block): void {
    this.#answers = new Map()
    for (const message of stepsIn(block, this.#places)) {
      const request = this.#tracker.see(message)
      if (request && message !== 'opened')
        this.#answers.set(message.seq, { request: request.seq, latency: message.at - request.at })
    }
  }

  /** What a message of the block that was looked at last answers. */
  of(seq: number): Answered | undefined {
    return this.#answers.get(seq)
  }
}

/** The messages of a block that have an id, and where connections begin. */
export function stepsIn(block: Block, places: IdPlaces): Step[] {
  const steps: Step[] = []
  for (let index = 0; index < countOf(block); index++) {
    const kind = block.kinds[index] ?? 0
    if (typeOf(kind) === 'opened') steps.push('opened')
    if (!isMessage(kind) || isBinary(kind)) continue
    const direction = directionOf(kind)
    const id = messageId(textOf(block, index), places[direction])
    if (id !== undefined) steps.push({ seq: block.first + index, at: block.times[index] ?? 0, direction, id })
  }
  return steps
}
