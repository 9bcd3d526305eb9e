import { unwrap } from 'idb'
import { countOf, nextAfter } from './block.ts'
import { changeStores } from './change-stores.ts'
import { blockRange, type LogDatabase } from './database.ts'
import { dropRows } from './drop-rows.ts'
import type { LogExtent } from './growth.ts'
import { lastBlock } from './last-block.ts'
import { Steps } from './steps.ts'
import { isInFile } from './stored-block.ts'

export interface Trimmed {
  /** What the log holds now. */
  readonly extent: LogExtent
  /** Whether texts of what was deleted were in files. */
  readonly hadFiles: boolean
}

/**
 * Deletes the entries of a log before a sequence number, and the bookmarks at them.
 * @param isOver whether nothing is going to be added: such a log needs no place
 * @throws DOMException why nothing was deleted
 */
export function trimLog(database: LogDatabase, log: string, before: number, isOver: boolean): Promise<Trimmed> {
  return changeStores(database, ['blocks', 'files', 'marks'], async (transaction) => {
    const store = transaction.objectStore('blocks')
    const files = transaction.objectStore('files')
    const older = blockRange(log, 0, before - 1)
    const [oldest, border, last, inFile] = await Promise.all([
      store.getKey(blockRange(log)),
      lastBlock(store, older),
      lastBlock(store, blockRange(log)),
      files.getKey(older),
    ])
    const next = last ? nextAfter(last) : 1
    const steps = new Steps()
    if (border) {
      const kept = dropRows(border, before)
      await steps.next(() => unwrap(store).delete(older))
      await steps.next(() => unwrap(files).delete(older))
      // The last block even without rows: it keeps the place from which the log is numbered on.
      if (countOf(kept) > 0 || (kept.first === next && !isOver)) {
        await steps.next(() => unwrap(store).put(kept, [log, kept.first]))
      }
      if (isInFile(kept)) await steps.next(() => unwrap(files).put(kept.text.file, [log, kept.first]))
    }
    await steps.next(() => unwrap(transaction.objectStore('marks')).delete(older))
    const first = border ? Math.min(before, next) : (oldest?.[1] ?? next)
    return { extent: { first, rows: next - first }, hadFiles: inFile !== undefined }
  })
}
