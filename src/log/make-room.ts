import { unwrap } from 'idb'
import { changeStores } from './change-stores.ts'
import { type BlockKey, blockRange, type LogDatabase } from './database.ts'
import { weightPerEntry } from './log-use.ts'
import { Steps } from './steps.ts'

/** What was deleted: `rows` entries of a log, whose oldest entry is `first` now. */
export interface Deleted {
  readonly logId: string
  readonly rows: number
  readonly first: number
}

/** How much is to go at least. */
export interface Least {
  /** As blocks are weighed. */
  readonly bytes: number
  /** The part of the log. */
  readonly share: number
}

export interface RoomOptions {
  readonly least: Least
  /** The first sequence number of a log that must stay. */
  tailOf(logId: string): number
  /** Called with what is gone; several times when not all of it could go at once. */
  onDeleted(deleted: Deleted): void
}

/** Blocks that are deleted in one transaction: it takes as much room until it is through. */
const mostAtOnce = 16

/**
 * Deletes the oldest blocks of the largest log. Deleting takes room, too: where it is refused, half as much is tried, down
 * to one block.
 * @returns about what is gone, as blocks are weighed; 0 when there is nothing that may be deleted
 * @throws DOMException when the browser refuses even one block; others may be gone then
 */
export async function makeRoom(database: LogDatabase, { least, tailOf, onDeleted }: RoomOptions): Promise<number> {
  const keys = largest(await database.getAllKeys('blocks'), tailOf)
  const perEntry = await weightPerEntry(database, keys)
  const entries = (count: number) => (keys[count]?.[1] ?? 0) - (keys[0]?.[1] ?? 0)
  const wanted = Math.max(least.bytes / Math.max(1, perEntry), entries(keys.length - 1) * least.share)
  const enough = keys.findIndex((_, index) => index > 0 && entries(index) >= wanted)
  const count = enough < 0 ? keys.length - 1 : enough
  let step = mostAtOnce
  for (let gone = 0; gone < count; ) {
    const [from, to] = [keys[gone], keys[Math.min(count, gone + step)]]
    if (!from || !to) break
    try {
      onDeleted(await deleteBlocks(database, from, to))
      gone = Math.min(count, gone + step)
    } catch (error) {
      if (step === 1) throw error
      step = Math.ceil(Math.min(step, count - gone) / 2)
    }
  }
  return count > 0 ? entries(count) * perEntry : 0
}

/** Deletes what lies before a block. */
async function deleteBlocks(database: LogDatabase, [logId, from]: BlockKey, [, to]: BlockKey): Promise<Deleted> {
  const range = blockRange(logId, from, to - 1)
  await changeStores(database, ['blocks', 'files', 'marks'], async (transaction) => {
    const steps = new Steps()
    for (const name of transaction.objectStoreNames) {
      await steps.next(() => unwrap(transaction.objectStore(name)).delete(range))
    }
  })
  return { logId, rows: to - from, first: to }
}

/** The keys of the log with the most blocks; the last of them must stay. */
function largest(keys: readonly BlockKey[], tailOf: (logId: string) => number): readonly BlockKey[] {
  const logs = new Map<string, { readonly tail: number; readonly keys: BlockKey[] }>()
  for (const key of keys) {
    const log = logs.get(key[0]) ?? { tail: tailOf(key[0]), keys: [] }
    logs.set(key[0], log)
    // One of the tail is kept in the list, as what the blocks before it end at.
    if ((log.keys.at(-1)?.[1] ?? 0) < log.tail) log.keys.push(key)
  }
  return [...logs.values()].reduce<readonly BlockKey[]>(
    (most, log) => (log.keys.length > most.length ? log.keys : most),
    [],
  )
}
