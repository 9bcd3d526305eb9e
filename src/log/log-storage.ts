import { commitRows, type LogRows } from './commit.ts'
import type { LogDatabase } from './database.ts'
import type { LogExtent } from './growth.ts'
import type { LogPlace } from './log-place.ts'
import { makeRoom, type RoomOptions } from './make-room.ts'
import type { Padding } from './store-rows.ts'
import { trimLog } from './trim-log.ts'

/** The writer's connection to the database, which may have to be made anew. */
export class LogStorage {
  readonly #openDatabase: () => Promise<LogDatabase>
  readonly #onReset: () => void
  #database: Promise<LogDatabase> | undefined

  /** @param onReset called when what is known of the database's content may not be true any more */
  constructor(open: () => Promise<LogDatabase>, onReset: () => void) {
    this.#openDatabase = open
    this.#onReset = onReset
  }

  /** See `commitRows`. */
  async commit(batch: readonly LogRows[], padding: Padding): Promise<LogPlace[]> {
    return commitRows(await this.#open(), batch, padding)
  }

  /** See `makeRoom`. */
  async makeRoom(options: RoomOptions): Promise<number> {
    return makeRoom(await this.#open(), options)
  }

  /** See `trimLog`. */
  async trim(log: string, before: number): Promise<LogExtent> {
    return trimLog(await this.#open(), log, before)
  }

  /**
   * Puts a bookmark at an entry, or takes it away.
   * @param note what the person wrote about it; none to take it away
   * @throws DOMException why nothing was changed
   */
  async mark(log: string, seq: number, note: string | undefined): Promise<void> {
    const database = await this.#open()
    if (note === undefined) await database.delete('marks', [log, seq])
    else await database.put('marks', { seq, note }, [log, seq])
  }

  /** Gives the connection up; the next use opens one. */
  reset(): void {
    this.#database?.then((database) => database.close()).catch(() => {})
    this.#database = undefined
    this.#onReset()
  }

  #open(): Promise<LogDatabase> {
    if (this.#database) return this.#database
    const opening = this.#openDatabase()
    this.#database = opening
    // The next use tries again.
    opening.catch(() => {
      if (this.#database === opening) this.#database = undefined
    })
    return opening
  }
}
