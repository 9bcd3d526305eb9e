import type { LogContent } from '../core/log-entry.ts'
import { blockWeight, countOf, nextAfter, weightOf } from './block.ts'
import type { Clock } from './clock.ts'
import { blockRange, type LogDatabase } from './database.ts'
import type { LogGrowth } from './growth.ts'
import { lastBlock } from './last-block.ts'
import type { LogWriter } from './writer.ts'

/** The most that a log may hold; 0 is no bound. */
export interface Bounds {
  readonly entries: number
  /** As blocks are weighed. */
  readonly bytes: number
}

export interface LogBoundsOptions {
  /** Opens a database to look into; only the writer deletes. */
  readonly open: () => Promise<LogDatabase>
  readonly writer: Pick<LogWriter, 'trim' | 'append'>
  readonly clock: Clock
  /** Epoch milliseconds. */
  now(): number
  onFault(logId: string, error: unknown): void
}

/** Rows that weigh about a block or less; entries can be deleted from one piece to the next. */
interface Piece {
  readonly first: number
  weight: number
}

interface BoundedLog {
  bounds: Bounds
  first: number
  next: number
  /** From the oldest to the newest; only where there is a bound for bytes. */
  pieces: Piece[]
  /** Whether it is known what it held before it was bounded in this way. */
  isMeasured: boolean
  isWaiting: boolean
  /** Entries that were deleted. */
  deleted: number
  /** The sequence number at or behind which the last note of it is. */
  toldAt: number
}

/** Milliseconds from one deletion to the next, so that a flood does not make one of each commit. */
const pause = 1000

/** Deletes the oldest entries of logs that have grown over their bounds, at most once a second, and says so in the log. */
export class LogBounds {
  readonly #options: LogBoundsOptions
  readonly #logs = new Map<string, BoundedLog>()

  constructor(options: LogBoundsOptions) {
    this.#options = options
  }

  /** What holds for a log from now on. */
  hold(logId: string, bounds: Bounds): void {
    const log = this.#logs.get(logId) ?? unbounded()
    if (pieceWeight(bounds) < pieceWeight(log.bounds)) log.isMeasured = false
    log.bounds = bounds
    this.#logs.set(logId, log)
    this.#look(logId, log)
  }

  /** Takes in what was stored. @param weight of the rows that were added, as blocks are weighed */
  grown({ logId, first, rows }: LogGrowth, weight: number): void {
    const log = this.#logs.get(logId)
    if (!log) return
    if (log.bounds.bytes > 0) addRows(log.pieces, log.next, first + rows - log.next, weight, pieceWeight(log.bounds))
    log.first = first
    log.next = first + rows
    log.pieces = log.pieces.filter((_, index) => (log.pieces[index + 1]?.first ?? log.next) > first)
    this.#look(logId, log)
  }

  #look(logId: string, log: BoundedLog): void {
    const { entries, bytes } = log.bounds
    if (log.isWaiting || (entries === 0 && bytes === 0)) return
    const isOver = (entries > 0 && log.next - log.first > entries) || (bytes > 0 && weightOfAll(log.pieces) > bytes)
    if (!isOver && log.isMeasured) return
    log.isWaiting = true
    this.#options.clock.after(pause, () => void this.#trim(logId, log))
  }

  async #trim(logId: string, log: BoundedLog): Promise<void> {
    const { writer, onFault } = this.#options
    try {
      if (!log.isMeasured) await this.#measure(logId, log)
      const before = firstToKeep(log)
      if (before > log.first) {
        const deleted = before - log.first
        const isAll = before === log.next
        await writer.trim(logId, before)
        log.deleted += deleted
        // A note that finds no room would be deleted with a note about it, over and over.
        if (!isAll) this.#tell(logId, log)
      }
    } catch (error) {
      onFault(logId, error)
    }
    log.isWaiting = false
    if (log.isMeasured) this.#look(logId, log)
  }

  /** In one note at a time: more would take the place of what is to be kept. */
  #tell(logId: string, log: BoundedLog): void {
    if (log.toldAt >= log.first) return
    log.toldAt = log.next
    this.#options.writer.append(logId, trimmedNote(log.deleted), this.#options.now())
  }

  /** Finds out what a log held before it was bounded. To weigh it all of it has to be read. */
  async #measure(logId: string, log: BoundedLog): Promise<void> {
    const database = await this.#options.open()
    try {
      const { store } = database.transaction('blocks')
      const range = blockRange(logId)
      const [oldest, last] = await Promise.all([store.getKey(range), lastBlock(store, range)])
      const isWeighed = log.bounds.bytes > 0
      const pieces: Piece[] = []
      for (let cursor = isWeighed ? await store.openCursor(range) : null; cursor; cursor = await cursor.continue()) {
        addRows(pieces, cursor.value.first, countOf(cursor.value), weightOf(cursor.value), pieceWeight(log.bounds))
      }
      if (oldest) log.first = oldest[1]
      if (last) log.next = Math.max(log.next, nextAfter(last))
      log.pieces = pieces
      log.isMeasured = isWeighed || log.bounds.bytes === 0
    } finally {
      database.close()
    }
  }
}

function unbounded(): BoundedLog {
  const place = { first: 1, next: 1, pieces: [], isMeasured: false, isWaiting: false }
  return { ...place, bounds: { entries: 0, bytes: 0 }, deleted: 0, toldAt: 0 }
}

/** About a block's; of a log that may hold little more than that, or less, so much that most of it stays. */
function pieceWeight({ bytes }: Bounds): number {
  return bytes > 0 ? Math.min(blockWeight, bytes / 8) : Number.POSITIVE_INFINITY
}

/** Spreads what rows weigh evenly: one commit may be as much as many blocks. */
function addRows(pieces: Piece[], first: number, rows: number, weight: number, most: number): void {
  const count = Math.max(1, Math.min(rows, Math.ceil(weight / most)))
  for (let index = 0; index < count; index++) {
    addPiece(pieces, first + Math.floor((rows * index) / count), weight / count, most)
  }
}

function addPiece(pieces: Piece[], first: number, weight: number, most: number): void {
  const last = pieces.at(-1)
  if (last && last.weight + weight <= most) last.weight += weight
  else pieces.push({ first, weight })
}

function firstToKeep({ first, next, bounds, pieces }: BoundedLog): number {
  const byEntries = bounds.entries > 0 ? Math.max(first, next - bounds.entries) : first
  if (bounds.bytes === 0) return byEntries
  let weight = weightOfAll(pieces)
  for (const piece of pieces) {
    if (weight <= bounds.bytes) return Math.max(byEntries, piece.first)
    weight -= piece.weight
  }
  return next
}

function weightOfAll(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { weight }) => sum + weight, 0)
}

function trimmedNote(entries: number): LogContent {
  const which = entries === 1 ? 'oldest entry was' : `oldest ${entries.toLocaleString('en')} entries were`
  return { type: 'note', code: 'trimmed', message: `The log is as long as its options allow: the ${which} deleted.` }
}
