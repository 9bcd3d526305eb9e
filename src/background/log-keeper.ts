import { longestStay } from '../core/log-rules.ts'
import type { Limits } from '../core/policy-rules.ts'
import type { Profile } from '../core/profile.ts'
import type { Result } from '../core/result.ts'
import { type Retention, restricts, retentionOf } from '../core/retention.ts'
import type { Order } from '../wire/transport.ts'

export interface LogKeeperContext {
  limits(): Limits
  /** The logs of the connections there are. */
  logIds(): readonly string[]
  profiles(): readonly Profile[]
  startTransport(): Promise<Result<null>>
  order(order: Order): void
}

/** Tells the transport what of the message logs policy and profiles let stay on disk. */
export class LogKeeper {
  readonly #context: LogKeeperContext
  /** What was told last, as a text. */
  #told = ''

  constructor(context: LogKeeperContext) {
    this.#context = context
  }

  /** Tells a transport that is there. */
  tell(): void {
    const retention = this.#retention()
    this.#told = JSON.stringify(retention)
    this.#context.order({ type: 'retain', ...retention })
  }

  /** The same where a change of profiles makes a difference: all logs are looked through. */
  follow(): void {
    if (JSON.stringify(this.#retention()) !== this.#told) this.tell()
  }

  /** The same, but where something has to be deleted the transport is started for it. */
  async enforce(): Promise<void> {
    // What cannot be told now is told when there is a transport, and when the background starts the next time.
    if (!restricts(this.#retention()) || (await this.#context.startTransport()).ok) this.tell()
  }

  /** Asked at the moment it is told: policy and connections change. */
  #retention(): Retention {
    const profiles = this.#context.profiles()
    const maxAges = profiles.flatMap(({ id, log }) => {
      const longest = longestStay(log)
      return longest === undefined ? [] : [[id, longest] as const]
    })
    return retentionOf(
      this.#context.limits(),
      this.#context.logIds(),
      Object.fromEntries(maxAges),
      profiles.map(({ id }) => id),
    )
  }
}
