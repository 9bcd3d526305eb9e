import type { LogEntry } from '../core/log-entry.ts'
import { ok } from '../core/result.ts'
import type { Clock } from './clock.ts'
import { type CompiledFilter, compileFilter, type Filter } from './filter.ts'
import { type FindRange, findEntry } from './find.ts'
import { findOpened, type Opened } from './find-opened.ts'
import type { LogExtent } from './growth.ts'
import { measureSpan, type Span } from './measure-span.ts'
import { Pace } from './pace.ts'
import { Query } from './query.ts'
import type { LogReader } from './reader.ts'
import type { FindTask, LogCalls, LogSize, LogWindow } from './reader-protocol.ts'
import type { RowSummary } from './row-summary.ts'

/** Milliseconds between two sizes: a view draws no more often. */
const sizeInterval = 16
/**
 * The same while so many entries came since the last size that nobody could read them: what is drawn then is only to
 * show that it goes on, and the view has other things to do.
 */
const floodInterval = 80
const floodRows = 64

/** One log as a view has it open: what it holds, and what the present filter keeps of it. */
export class LogSession {
  readonly #reader: LogReader
  readonly #log: string
  readonly #sizes: Pace
  /** What the log holds. */
  #stored: LogExtent = { first: 1, rows: 0 }
  /** What is looked at of it. */
  #extent: LogExtent = { first: 1, rows: 0 }
  #from = 1
  /** The first entry that is left out while the view is held. */
  #upTo = Number.POSITIVE_INFINITY
  /** Where the log ended when a size was told last. */
  #told = 1
  #query: Query | undefined
  #state: LogSize['state'] = 'idle'
  /** Whether the present filter is known to keep something. */
  #toldHits = false
  /** Ends the scan of the present filter. */
  #scan = new AbortController()
  /** Ends the search for one entry. */
  #find = new AbortController()
  /** Filters asked for so far. */
  #asked = 0

  /** @param onSize called when the log has been opened, and at most every 16 ms, in a flood 80, when something changes */
  constructor(reader: LogReader, log: string, clock: Clock, onSize: (size: LogSize) => void) {
    this.#reader = reader
    this.#log = log
    this.#sizes = new Pace(
      clock,
      () => (this.#isFlood() ? floodInterval : sizeInterval),
      () => {
        this.#told = nextOf(this.#stored)
        onSize(this.#size())
      },
    )
  }

  /** Looks up what the log holds. Growth is to be told from before on, or some could fall in between. */
  async open(): Promise<void> {
    try {
      this.grow(await this.#reader.open(this.#log))
    } catch {
      this.#fail()
    }
  }

  /** Takes in what the log holds now; older news than what is known changes nothing. */
  grow(extent: LogExtent): void {
    if (nextOf(extent) >= nextOf(this.#stored)) this.#stored = extent
    this.#update()
    this.#sizes.call()
  }

  /** Changes which part of the log is looked at. */
  look({ from, hold }: LogWindow): null {
    const hadMore = from >= this.#from
    this.#from = from
    this.#upTo = hold ? Math.min(this.#upTo, nextOf(this.#stored)) : Number.POSITIVE_INFINITY
    this.#update()
    if (!hadMore && this.#query) this.#search(this.#query.filter)
    this.#sizes.now()
    return null
  }

  /** Changes the filter, or takes it away; a filter that is refused leaves the present one. */
  async filter(filter: Filter | undefined): Promise<LogCalls['filter']['answer']> {
    const asked = ++this.#asked
    const compiled = filter && (await compileFilter(filter))
    if (compiled && !compiled.ok) return compiled
    // Another was asked for while this one had to be loaded.
    if (asked !== this.#asked) return ok(null)
    this.#search(compiled?.value)
    // Before the answer: a view that has it must not show rows by a size of the filter before.
    this.#sizes.now()
    return ok(null)
  }

  /** Up to `count` rows from `index`, 0-based, under the present filter. */
  range(index: number, count: number): Promise<readonly RowSummary[]> {
    if (this.#query) {
      const shown = Math.min(count, this.#size().shown - index)
      return this.#reader.pick(this.#log, this.#query.matches.slice(index, Math.max(0, shown)))
    }
    return this.#reader.rows(this.#log, this.#extent.first + index, Math.min(count, this.#extent.rows - index))
  }

  entry(seq: number): Promise<LogEntry | undefined> {
    return this.#reader.entry(this.#log, seq)
  }

  /** The index of an entry under the present filter; undefined when it is not shown. */
  indexOf(seq: number): number | undefined {
    if (this.#query) return this.#query.matches.indexOf(seq)
    const isStored = seq >= this.#extent.first && seq < nextOf(this.#extent)
    return isStored ? seq - this.#extent.first : undefined
  }

  /** Looks for an entry among those that are shown; ends the search before. */
  async find(task: FindTask | undefined): Promise<LogCalls['find']['answer']> {
    this.#find.abort()
    const search = new AbortController()
    const { signal } = search
    this.#find = search
    if (!task) return ok({ type: 'cancelled' })
    const compiled = await compileFilter(task.filter)
    if (!compiled.ok) return compiled
    const range = this.#rangeOf(task)
    const isShown = (seq: number) => this.indexOf(seq) !== undefined
    const seq = range && (await findEntry(this.#reader, range, compiled.value, isShown, signal))
    if (signal.aborted) return ok({ type: 'cancelled' })
    const index = seq === undefined ? undefined : this.indexOf(seq)
    return ok(seq === undefined || index === undefined ? { type: 'none' } : { type: 'found', seq, index })
  }

  /** The last connection opened at or before an entry, back to the entry `notBefore`. */
  opened(seq: number, notBefore: number): Promise<Opened | undefined> {
    return findOpened(this.#reader, this.#log, seq, Math.max(notBefore, this.#stored.first))
  }

  /** What is shown between two entries, the earlier first. */
  span(from: number, upTo: number): Promise<Span> {
    const keeps = (seq: number) => this.#query === undefined || this.#query.matches.indexOf(seq) !== undefined
    return measureSpan(this.#reader, this.#log, [from, upTo], keeps)
  }

  close(): void {
    this.#find.abort()
    this.#scan.abort()
    this.#sizes.stop()
  }

  #update(): void {
    const first = Math.max(this.#stored.first, Math.min(this.#from, nextOf(this.#stored)))
    const next = Math.max(first, Math.min(this.#upTo, nextOf(this.#stored)))
    this.#extent = { first, rows: next - first }
    this.#query?.matches.dropBelow(first)
    void this.#catchUp()
  }

  /** From where a task begins to the end of what is looked at, or its beginning; undefined when nothing is there. */
  #rangeOf({ from, direction }: FindTask): FindRange | undefined {
    const { first } = this.#extent
    const last = nextOf(this.#extent) - 1
    const [begin, to] = direction === 'next' ? [Math.max(from, first), last] : [Math.min(from, last), first]
    const isThere = direction === 'next' ? begin <= to : begin >= to
    return isThere && first <= last ? { log: this.#log, from: begin, to } : undefined
  }

  /** Begins to look for what a filter keeps. */
  #search(filter: CompiledFilter | undefined): void {
    this.#scan.abort()
    this.#scan = new AbortController()
    this.#state = 'idle'
    this.#toldHits = false
    this.#query = filter && new Query(this.#reader, this.#log, filter, this.#extent.first)
    void this.#catchUp()
  }

  /** Has the filter look through what is new. One scan at a time; it goes on while the log grows. */
  async #catchUp(): Promise<void> {
    const { signal } = this.#scan
    const query = this.#query
    if (!query || this.#state === 'scanning') return
    this.#state = 'scanning'
    try {
      while (query.next < nextOf(this.#extent) && !signal.aborted) {
        const before = query.next
        await query.extend(nextOf(this.#extent) - 1, signal, () => {
          // What was being looked through may be left out meanwhile.
          query.matches.dropBelow(this.#extent.first)
          this.#tellProgress()
        })
        if (query.next === before) break
      }
      if (!signal.aborted) this.#settle()
    } catch {
      if (!signal.aborted) this.#fail()
    }
  }

  /** The first hits are told at once. */
  #tellProgress(): void {
    const hasHits = (this.#query?.matches.length ?? 0) > 0
    if (hasHits && !this.#toldHits) this.#sizes.now()
    else this.#sizes.call()
    this.#toldHits = hasHits
  }

  #settle(): void {
    this.#state = 'idle'
    this.#sizes.call()
  }

  #fail(): void {
    this.#state = 'failed'
    this.#sizes.call()
  }

  #isFlood(): boolean {
    return this.#state === 'scanning' || nextOf(this.#stored) - this.#told > floodRows
  }

  #size(): LogSize {
    const { first, rows } = this.#extent
    const query = this.#query
    const place = { first, total: rows, behind: nextOf(this.#stored) - nextOf(this.#extent), state: this.#state }
    if (!query) return { ...place, shown: rows, scanned: rows }
    const scanned = Math.min(rows, Math.max(0, query.next - first))
    return { ...place, shown: query.matches.countBelow(nextOf(this.#extent)), scanned }
  }
}

function nextOf({ first, rows }: LogExtent): number {
  return first + rows
}
