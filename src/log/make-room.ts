import { unwrap } from 'idb'
import { blockWeight } from './block.ts'
import { type BlockKey, blockRange, type LogDatabase } from './database.ts'
import { whyAborted } from './why-aborted.ts'

/** What was deleted: `rows` entries of a log, whose oldest entry is `first` now. */
export interface Deleted {
  readonly logId: string
  readonly rows: number
  readonly first: number
}

/** How much is to go at least. */
export interface Least {
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

/**
 * Deletes the oldest blocks of the largest log. Deleting takes room, too: where all of it at once is refused, half as much
 * is tried, down to one block.
 * @returns about the bytes that are gone; 0 when there is nothing that may be deleted
 * @throws DOMException when the browser refuses even one block; others may be gone then
 */
export async function makeRoom(database: LogDatabase, { least, tailOf, onDeleted }: RoomOptions): Promise<number> {
  const keys = largest(await database.getAllKeys('blocks'), tailOf)
  const wanted = Math.ceil(Math.max(1, least.bytes / blockWeight, keys.length * least.share))
  const count = Math.min(keys.length - 1, wanted)
  let step = count
  for (let gone = 0; gone < count; ) {
    const [from, to] = [keys[gone], keys[Math.min(count, gone + step)]]
    if (!from || !to) break
    try {
      onDeleted(await deleteBlocks(database, from, to))
      gone = Math.min(count, gone + step)
    } catch (error) {
      if (step === 1) throw error
      step = Math.ceil(step / 2)
    }
  }
  return Math.max(0, count * blockWeight)
}

/** Deletes what lies before a block. */
async function deleteBlocks(database: LogDatabase, [logId, from]: BlockKey, [, to]: BlockKey): Promise<Deleted> {
  const range = blockRange(logId, from, to - 1)
  const transaction = database.transaction(['blocks', 'marks'], 'readwrite')
  const cause = whyAborted(unwrap(transaction))
  for (const name of transaction.objectStoreNames) unwrap(transaction.objectStore(name)).delete(range)
  await transaction.done.catch(async (error) => Promise.reject((await cause) ?? error))
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
