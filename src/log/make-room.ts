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

/**
 * Deletes the oldest blocks of the largest log, at least so many bytes of it.
 * @param share the part of the log that goes at least
 * @param tailOf the first sequence number of a log that must stay
 * @returns undefined when there is nothing that may be deleted
 * @throws DOMException when the browser refuses even that
 */
export async function makeRoom(
  database: LogDatabase,
  { bytes, share }: { readonly bytes: number; readonly share: number },
  tailOf: (logId: string) => number,
): Promise<Deleted | undefined> {
  const firsts = largest(await database.getAllKeys('blocks'), tailOf)
  const [logId, oldest] = firsts[0] ?? []
  if (logId === undefined || oldest === undefined) return undefined
  const count = Math.ceil(Math.max(bytes / blockWeight, firsts.length * share))
  const keep = firsts[Math.min(firsts.length - 1, count)]
  if (!keep || keep[1] === oldest) return undefined
  const range = blockRange(logId, oldest, keep[1] - 1)
  const transaction = database.transaction(['blocks', 'marks'], 'readwrite')
  const cause = whyAborted(unwrap(transaction))
  for (const name of transaction.objectStoreNames) unwrap(transaction.objectStore(name)).delete(range)
  await transaction.done.catch(async (error) => Promise.reject((await cause) ?? error))
  return { logId, rows: keep[1] - oldest, first: keep[1] }
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
