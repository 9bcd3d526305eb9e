import { changeStores } from './change-stores.ts'
import { commitRows, type LogRows } from './commit.ts'
import { blockRange, type LogDatabase } from './database.ts'
import type { LogExtent } from './growth.ts'
import type { LogPlace } from './log-place.ts'
import { makeRoom, type RoomOptions } from './make-room.ts'
import type { Padding } from './store-rows.ts'
import type { TextFiles } from './text-files.ts'
import { trimLog } from './trim-log.ts'

/** The writer's connection to the database, which may have to be made anew. */
export class LogStorage {
  readonly #openDatabase: () => Promise<LogDatabase>
  readonly #onReset: () => void
  /** Where long texts are written beside the database; nothing where they are not. */
  readonly files: TextFiles | undefined
  #database: Promise<LogDatabase> | undefined
  #wasOpened = false

  /** @param onReset called when what is known of the database's content may not be true any more */
  constructor(open: () => Promise<LogDatabase>, files: TextFiles | undefined, onReset: () => void) {
    this.#openDatabase = open
    this.files = files
    this.#onReset = onReset
  }

  /** See `commitRows`. */
  async commit(batch: readonly LogRows[], padding: Padding): Promise<LogPlace[]> {
    return commitRows(await this.#open(), batch, { padding, files: this.files })
  }

  /** See `makeRoom`. */
  async makeRoom(options: RoomOptions): Promise<number> {
    const database = await this.#open()
    const deleted = await makeRoom(database, options)
    await this.files?.sweep(database)
    return deleted
  }

  /** See `trimLog`. */
  async trim(log: string, before: number, isOver: boolean): Promise<LogExtent> {
    const database = await this.#open()
    const { extent, hadFiles } = await trimLog(database, log, before, isOver)
    // To look through all files for each of many logs that are deleted would take longer than to delete them.
    if (hadFiles) await this.files?.sweep(database)
    return extent
  }

  /**
   * Puts a bookmark at an entry, or takes it away. An entry that was deleted meanwhile takes none: nothing would delete it.
   * @param note what the person wrote about it; none to take it away
   * @throws DOMException why nothing was changed
   */
  async mark(log: string, seq: number, note: string | undefined): Promise<void> {
    const database = await this.#open()
    await changeStores(database, ['blocks', 'marks'], async (transaction) => {
      const marks = transaction.objectStore('marks')
      if (note === undefined) await marks.delete([log, seq])
      else if (await transaction.objectStore('blocks').getKey(blockRange(log, 0, seq))) {
        await marks.put({ seq, note }, [log, seq])
      }
    })
  }

  /** Gives the connection up; the next use opens one. */
  reset(): void {
    this.#database?.then((database) => database.close()).catch(() => {})
    this.#database = undefined
    this.files?.close()
    this.#onReset()
  }

  #open(): Promise<LogDatabase> {
    if (this.#database) return this.#database
    const opening = this.#openDatabase()
    this.#database = opening
    opening.then(
      (database) => {
        // What an earlier run may have left.
        if (!this.#wasOpened) void this.files?.sweep(database)
        this.#wasOpened = true
      },
      () => {
        // The next use tries again.
        if (this.#database === opening) this.#database = undefined
      },
    )
    return opening
  }
}
