import type { Clock } from '../log/clock.ts'
import type { TransportEvent } from '../wire/transport.ts'

/** Milliseconds for which the answer to an order waits at most: an echo from the same machine takes less than one. */
const most = 3

/**
 * Tells the background what the transport has to say. What became of an order waits until the server has answered, if that is
 * at once: it goes through four threads of three processes, which would take the processors from what the server's answer
 * comes through. Nothing overtakes it.
 */
export class Answers {
  readonly #clock: Clock
  readonly #post: (event: TransportEvent) => void
  readonly #waiting: TransportEvent[] = []
  #stopTimer: (() => void) | undefined

  constructor(clock: Clock, post: (event: TransportEvent) => void) {
    this.#clock = clock
    this.#post = post
  }

  tell(event: TransportEvent): void {
    if (event.type === 'answered') {
      this.#waiting.push(event)
      this.#stopTimer ??= this.#clock.after(most, () => this.release())
    } else {
      this.release()
      this.#post(event)
    }
  }

  /** A message was received, or it has been waited long enough. */
  release(): void {
    if (this.#stopTimer === undefined) return
    this.#stopTimer()
    this.#stopTimer = undefined
    for (const event of this.#waiting.splice(0)) this.#post(event)
  }
}
