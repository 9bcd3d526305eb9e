import { unwrap } from 'idb'
import type { BlockBuilder } from './block-builder.ts'
import { changeStores } from './change-stores.ts'
import { blockRange, type LogDatabase } from './database.ts'
import { findPlace, type LogPlace } from './log-place.ts'
import { Steps } from './steps.ts'
import { type BlockTransaction, type Padding, storeRows } from './store-rows.ts'
import type { TextFiles } from './text-files.ts'

/** Rows of one log that are to be written. */
export interface LogRows {
  readonly logId: string
  readonly builders: readonly BlockBuilder[]
  /** Whether their long texts are written to a file, where there is one. */
  readonly toFile: boolean
  /** Where the log stands; looked up when not known. */
  readonly place: LogPlace | undefined
  /** The least next sequence number of a log that has to be looked up. */
  readonly least: number
}

export interface CommitOptions {
  readonly padding: Padding
  readonly files: TextFiles | undefined
}

/**
 * Writes rows of any number of logs in one transaction and resolves when it has completed.
 * @returns where each log stands then
 * @throws DOMException why nothing of it was written; `QuotaExceededError` when storage is full
 */
export async function commitRows(
  database: LogDatabase,
  batch: readonly LogRows[],
  { padding, files }: CommitOptions,
): Promise<LogPlace[]> {
  // Before there is a transaction, which would not wait.
  const texts = batch.map(({ logId, builders, toFile }) => (toFile ? files?.write(logId, builders) : undefined))
  try {
    const places = await changeStores(database, ['blocks', 'files'], async (transaction) => {
      const stored: LogPlace[] = []
      const steps = new Steps()
      for (const [index, { logId, place, least, builders }] of batch.entries()) {
        if (files?.isUnsure(logId)) await cutLog(transaction, steps, logId, place?.next ?? least)
        const known = place ?? (await findPlace(transaction.objectStore('blocks'), logId, least))
        stored.push(await storeRows(transaction, logId, known, { builders, texts: texts[index], padding, steps }))
      }
      return stored
    })
    files?.stored(batch.map(({ logId }) => logId))
    return places
  } catch (error) {
    files?.refused(batch.flatMap(({ logId, toFile }) => (toFile ? logId : [])))
    throw error
  }
}

/** Deletes what lies behind the end of a log. */
async function cutLog(transaction: BlockTransaction, steps: Steps, logId: string, end: number): Promise<void> {
  for (const name of ['blocks', 'files'] as const) {
    await steps.next(() => unwrap(transaction.objectStore(name)).delete(blockRange(logId, end)))
  }
}
