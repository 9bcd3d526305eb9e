import { maxAgeOf, type Retention, restricts } from '../core/retention.ts'
import type { Clock } from './clock.ts'
import type { LogDatabase } from './database.ts'
import { type Expiry, findExpired } from './find-expired.ts'
import type { LogWriter } from './writer.ts'

export interface LogRetentionOptions {
  /** Opens a database to look into; only the writer deletes. */
  readonly open: () => Promise<LogDatabase>
  readonly writer: Pick<LogWriter, 'flush' | 'trim'>
  readonly clock: Clock
  /** Epoch milliseconds, of the clock that entries are dated with. */
  now(): number
  /** Called for a log that could not be trimmed; it is tried again. */
  onFault(logId: string, error: unknown): void
}

const hour = 60 * 60 * 1000

/** Has the writer delete what policy does not let stay: at once, and every hour what has become too old since. */
export class LogRetention {
  readonly #options: LogRetentionOptions
  #stopTimer: (() => void) | undefined

  constructor(options: LogRetentionOptions) {
    this.#options = options
  }

  /** What holds from now on. Resolves when what it forbids now is gone, or was tried. */
  async hold(retention: Retention): Promise<void> {
    const { only } = retention
    this.#stopTimer?.()
    if (!restricts(retention)) return
    if (retention.maxAge !== undefined || retention.maxAges) this.#repeat(retention)
    const now = this.#options.now()
    // A log may be begun anew while this goes on, so what is not to stay goes up to this moment only.
    await this.#expire(retention, (logId) =>
      only === undefined || only.includes(logId) ? tooOld(retention, logId, now) : { upTo: now, ahead: true },
    )
  }

  #repeat(retention: Retention): void {
    this.#stopTimer = this.#options.clock.after(hour, () => {
      this.#repeat(retention)
      // What else may be added to by then is not known.
      void this.#expire({}, (logId) => tooOld(retention, logId, this.#options.now()))
    })
  }

  async #expire({ used }: Retention, expiryOf: (logId: string) => Expiry): Promise<void> {
    const { writer, onFault } = this.#options
    await writer.flush()
    for (const [logId, before] of await this.#find(expiryOf)) {
      const isOver = used?.includes(logId) === false
      await writer.trim(logId, before, isOver).catch((error: unknown) => onFault(logId, error))
    }
  }

  /** Finds nothing in a database that cannot be read: there is no log to tell it in, and it is tried again. */
  async #find(expiryOf: (logId: string) => Expiry): Promise<Map<string, number>> {
    const { now, open } = this.#options
    try {
      const database = await open()
      return await findExpired(database, expiryOf, now).finally(() => database.close())
    } catch {
      return new Map()
    }
  }
}

function tooOld(retention: Retention, logId: string, now: number): Expiry {
  return { upTo: now - maxAgeOf(retention, logId), ahead: false }
}
