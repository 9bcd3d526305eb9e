import type { LogEntry } from '../core/log-entry.ts'
import type { Pair, PairingRules } from '../core/pairing.ts'
import { ok } from '../core/result.ts'
import type { Block } from './block.ts'
import type { Clock } from './clock.ts'
import { compileFilter } from './compile-filter.ts'
import type { CompiledFilter, Filter } from './filter.ts'
import { findMoment } from './find-moment.ts'
import { findOpened, type Opened } from './find-opened.ts'
import { FitMarks, type WantedSchemas } from './fit-marks.ts'
import type { LogExtent } from './growth.ts'
import { LiveQuery, nextOf } from './live-query.ts'
import type { Mark } from './mark.ts'
import { measureSpan, type Span } from './measure-span.ts'
import { Pace } from './pace.ts'
import { PairFinder } from './pair-finder.ts'
import type { Place } from './place.ts'
import { readNear } from './read-near.ts'
import type { LogReader } from './reader.ts'
import type { FindSize, FindStep, Hit, LogCalls, LogSize, LogWindow, NewRows } from './reader-protocol.ts'
import type { RowSummary } from './row-summary.ts'
import { ScanManners } from './scan-manners.ts'

/** Milliseconds between two sizes: a view draws no more often. */
const sizeInterval = 16
/**
 * The same while so many entries came since the last size that nobody could read them: what is drawn then is only to
 * show that it goes on, and the view has other things to do.
 */
const floodInterval = 100
const floodRows = 64

/** What a view is told. */
export interface SessionEvents {
  /** When the log has been opened and, at most every 16 ms, in a flood 100, when something changes. */
  onSize(size: LogSize, came: NewRows | undefined): void
  onMarks(marks: readonly Mark[]): void
}

/** One log as a view has it open: what it holds, what the present filter keeps of it, and where what is looked for is. */
export class LogSession {
  readonly #reader: LogReader
  readonly #log: string
  readonly #sizes: Pace
  readonly #pairs: PairFinder
  readonly #fitMarks: FitMarks
  readonly #manners: ScanManners
  /** What the log holds. */
  #stored: LogExtent = { first: 1, rows: 0 }
  /** What is looked at of it. */
  #extent: LogExtent = { first: 1, rows: 0 }
  #from = 1
  /** The first entry that is left out while the view is held. */
  #upTo = Number.POSITIVE_INFINITY
  /** Where the log ended when a size was told last. */
  #told = 1
  /** What the filter keeps. */
  #query: LiveQuery | undefined
  /** What it counted from when what it was to look at was cleared, which may come back. */
  #cleared: { readonly query: LiveQuery; readonly first: number; readonly gone: number } | undefined
  /** What of that has what is looked for. */
  #hits: LiveQuery | undefined
  #sought: CompiledFilter | undefined
  /** The hit that was gone to last. */
  #hit: number | undefined
  #isUnreadable = false
  /** Entries that could not be stored and that the log does not tell of yet. */
  #lost = 0
  readonly #events: SessionEvents
  /** The entries with a bookmark. */
  #marked: ReadonlySet<number> = new Set()
  /** Ends when it is closed. */
  readonly #view = new AbortController()
  /** Ends when another stretch is to be measured. */
  #span = new AbortController()
  /** Ends when there is something to look for. */
  #preparing = new AbortController()
  /** Filters asked for so far, and searches. */
  #asked = { filter: 0, find: 0 }

  constructor(reader: LogReader, log: string, clock: Clock, events: SessionEvents, manners = new ScanManners(clock)) {
    this.#manners = manners
    this.#events = events
    this.#reader = reader
    this.#log = log
    this.#pairs = new PairFinder(reader, log)
    this.#fitMarks = new FitMarks(reader, log)
    this.#sizes = new Pace(
      clock,
      () => (this.#isFlood() ? floodInterval : sizeInterval),
      () => {
        const came = this.#newRows()
        this.#told = nextOf(this.#stored)
        this.#query?.tell()
        this.#hits?.tell()
        events.onSize(this.#size(), came)
      },
    )
  }

  /** Looks up what the log holds. Growth is to be told from before on, or some could fall in between. */
  async open(): Promise<void> {
    try {
      this.grow(await this.#reader.open(this.#log))
      await this.#readMarks()
    } catch {
      this.#isUnreadable = true
      this.#sizes.call()
    }
  }

  /**
   * Takes in what the log holds now; older news than what is known changes nothing.
   * @param last the last of it, which need not be read then
   */
  grow(extent: LogExtent, last?: Block): void {
    if (last) this.#reader.keep(this.#log, last)
    const before = this.#stored
    const first = Math.max(extent.first, before.first)
    this.#stored = { first, rows: Math.max(nextOf(extent), nextOf(this.#stored)) - first }
    // What could be written begins with a note of what could not.
    this.#lost = 0
    if (this.#isUnreadable) {
      this.#isUnreadable = false
      void this.remark()
    }
    this.#update()
    // Every index is another one: a view must not take rows it gets from now on for those that were there.
    if (first > before.first) this.#sizes.now()
    else this.#sizes.call()
  }

  /** Takes in that so many entries could not be stored. */
  lose(entries: number): void {
    this.#lost = entries
    this.#sizes.call()
  }

  /** Takes in the bookmarks there are now; where they cannot be read, those there were. */
  async remark(): Promise<void> {
    await this.#readMarks().catch(() => {})
  }

  async #readMarks(): Promise<void> {
    const marks = await this.#reader.marks(this.#log)
    this.#marked = new Set(marks.map(({ seq }) => seq))
    this.#events.onMarks(marks)
    const filters = this.#query?.filters
    if (!filters?.some(({ marked }) => marked)) return
    this.#search(filters.map((filter) => (filter.marked ? { ...filter, marked: this.#marked } : filter)))
    this.#sizes.call()
  }

  /** Changes which part of the log is looked at. */
  look({ from, hold, upTo = Number.POSITIVE_INFINITY }: LogWindow): null {
    const hadMore = from >= this.#from
    if (from > this.#from) this.#clear()
    this.#from = from
    this.#upTo = hold ? Math.min(this.#upTo, upTo, nextOf(this.#stored)) : Number.POSITIVE_INFINITY
    this.#update()
    if (!hadMore) this.#search(this.#query?.filters, undefined, this.#goneBefore())
    this.#sizes.now()
    return null
  }

  /** What is cleared twice before it comes back comes back together. */
  #clear(): void {
    const [query, { first }] = [this.#query, this.#extent]
    query?.tell()
    const isKept = this.#cleared?.query === query && (this.#cleared?.first ?? 0) >= this.#stored.first
    if (!isKept) this.#cleared = query?.hasOldest ? { query, first, gone: query.gone } : undefined
  }

  /** What is back has the numbers it had or, where nobody knows them, others than all there were. */
  #goneBefore(): number | undefined {
    const [query, cleared] = [this.#query, this.#cleared]
    const isKnown = cleared?.query === query && cleared?.first === this.#extent.first
    return query && (isKnown ? cleared.gone : query.gone + query.count)
  }

  /** Has what is near an entry, or the end, at hand before it is looked through. */
  async prepare(near = nextOf(this.#extent)): Promise<null> {
    this.#preparing.abort()
    this.#preparing = new AbortController()
    await readNear(this.#reader, this.#log, this.#extent, near, this.#preparing.signal)
    return null
  }

  /** Changes the filter, or takes it away; a filter that is refused leaves the present one. */
  async filter(filter: Filter | undefined, near?: number): Promise<LogCalls['filter']['answer']> {
    const asked = ++this.#asked.filter
    const compiled = filter && (await compileFilter(filter, this.#marked, this.#fitMarks.isMisfit))
    if (compiled && !compiled.ok) return compiled
    // Another was asked for while this one had to be loaded.
    if (asked !== this.#asked.filter) return ok(null)
    this.#search(compiled && [compiled.value], near ?? nextOf(this.#extent))
    // Before the answer: a view that has it must not show rows by a size of the filter before.
    this.#sizes.now()
    return ok(null)
  }

  /** Looks for something among what is shown, or for nothing any more; what is refused changes nothing. */
  async find(filter: Filter | undefined, near?: number): Promise<LogCalls['find']['answer']> {
    const asked = ++this.#asked.find
    const compiled = filter && (await compileFilter(filter))
    if (compiled && !compiled.ok) return compiled
    if (asked !== this.#asked.find) return ok(null)
    this.#sought = compiled?.value
    this.#hit = undefined
    this.#seek(near)
    this.#sizes.now()
    return ok(null)
  }

  /** Goes to a hit, once it is known which it is. */
  async step({ from, direction }: FindStep): Promise<Hit | undefined> {
    const [hits, sought] = [this.#hits, this.#sought]
    const seq = await hits?.[direction](from)
    // Where it is in the list is asked next.
    if (seq !== undefined) await this.#query?.reached(seq)
    if (seq === undefined || !sought || hits !== this.#hits) return undefined
    this.#hit = seq
    this.#sizes.now()
    const excerpt = await this.#reader.excerpt(this.#log, seq, sought.condition)
    return excerpt ? { seq, excerpt } : { seq }
  }

  /** Up to `count` rows from `index`, 0-based and with the size's `gone`, under the present filter. */
  async range(index: number, count: number): Promise<readonly RowSummary[]> {
    return this.#fitMarks.rows(await this.#rows(index, count))
  }

  async entry(seq: number): Promise<LogEntry | undefined> {
    return this.#fitMarks.entry(await this.#reader.entry(this.#log, seq))
  }

  /** Changes which schemas messages are to fit; rows that are read from then on are marked by them. */
  async fit(schemas: WantedSchemas): Promise<null> {
    await this.#fitMarks.use(schemas)
    const filters = this.#query?.filters
    if (filters?.some(({ kind }) => kind === 'misfit')) {
      this.#search(filters)
      this.#sizes.now()
    }
    return null
  }

  /** The index of an entry under the present filter; undefined when it is not shown. */
  indexOf(seq: number): number | undefined {
    if (this.#query) return this.#query.indexOf(seq)
    const isStored = seq >= this.#extent.first && seq < nextOf(this.#extent)
    return isStored ? seq - this.#extent.first : undefined
  }

  /** The entry shown at a place or, where none is, the next one; behind the end the last. Undefined when none is shown. */
  async locate(place: Place): Promise<number | undefined> {
    const extent = this.#extent
    if (extent.rows === 0) return undefined
    const wanted = place.type === 'entry' ? place.seq : await findMoment(this.#reader, this.#log, extent, place.at)
    const seq = Math.max(extent.first, Math.min(wanted, nextOf(extent) - 1))
    if (!this.#query) return seq
    const found = await this.#query.nearest(seq)
    // Its index is asked next.
    this.#sizes.now()
    return found
  }

  /** The last connection opened at or before an entry, back to the entry `notBefore`. */
  opened(seq: number, notBefore: number): Promise<Opened | undefined> {
    return findOpened(this.#reader, this.#log, seq, Math.max(notBefore, this.#stored.first), this.#view.signal)
  }

  /** What belongs to which of these messages, ascending, as far as it is near. */
  pairs(seqs: readonly number[], rules: PairingRules): Promise<Pair[]> {
    // What has gone is near to nothing: from there no partner would be looked for at all.
    const stored = seqs.filter((seq) => seq >= this.#stored.first)
    return this.#pairs.find(stored, rules)
  }

  /** What is shown between two entries, the earlier first; only what was asked last is known to its end. */
  async span(from: number, upTo: number): Promise<Span> {
    this.#span.abort()
    this.#span = new AbortController()
    const { signal } = this.#span
    const keeps = (seq: number) => this.indexOf(seq) !== undefined
    // What the filter has not looked at yet may be kept.
    for (const seq of [from, upTo]) await this.#query?.reached(seq)
    return measureSpan(this.#reader, this.#log, [from, upTo], keeps, signal)
  }

  close(): void {
    this.#view.abort()
    this.#preparing.abort()
    this.#span.abort()
    this.#hits?.stop()
    this.#query?.stop()
    this.#sizes.stop()
  }

  #rows(index: number, count: number): Promise<readonly RowSummary[]> {
    if (this.#query)
      return this.#reader.pick(this.#log, this.#query.slice(Math.max(0, index - this.#query.gone), count))
    return this.#reader.rows(this.#log, this.#extent.first + index, Math.min(count, this.#extent.rows - index))
  }

  #update(): void {
    const first = Math.max(this.#stored.first, Math.min(this.#from, nextOf(this.#stored)))
    const next = Math.max(first, Math.min(this.#upTo, nextOf(this.#stored)))
    this.#extent = { first, rows: next - first }
    this.#query?.follow(this.#extent)
    this.#hits?.follow(this.#extent)
  }

  /**
   * Begins to look for what filters keep, and for what is looked for among that.
   * @param origin where to begin with another filter; without one it is the same, and its rows are told by the same numbers
   */
  #search(
    filters: readonly CompiledFilter[] | undefined,
    origin?: number,
    gone = origin === undefined ? this.#query?.gone : 0,
  ): void {
    this.#query?.stop()
    this.#query = filters && this.#look(filters, origin, gone)
    this.#seek(origin)
  }

  /** @param near where somebody is; without it, where the last hit was, or the oldest entry */
  #seek(near = this.#hit): void {
    this.#hits?.stop()
    this.#hits = this.#sought && this.#look([...(this.#query?.filters ?? []), this.#sought], near)
  }

  #look(filters: readonly CompiledFilter[], near?: number, gone?: number): LiveQuery | undefined {
    this.#preparing.abort()
    // What had to be read or loaded before may be there only after the log was closed.
    if (this.#view.signal.aborted) return undefined
    // What is likely to be seen is told at once.
    const onProgress = (isSeen: boolean) => (isSeen ? this.#sizes.now() : this.#sizes.call())
    const context = { reader: this.#reader, log: this.#log, filters, manners: this.#manners, onProgress }
    const { first } = this.#extent
    return new LiveQuery(context, this.#extent, Math.max(first, Math.min(near ?? first, nextOf(this.#extent))), gone)
  }

  #isFlood(): boolean {
    const isScanning = this.#query?.state === 'scanning' || this.#hits?.state === 'scanning'
    return isScanning || nextOf(this.#stored) - this.#told > floodRows
  }

  /** What came since a size was told last, where it is little and at hand. */
  #newRows(): NewRows | undefined {
    const from = Math.max(this.#told, this.#extent.first)
    const count = nextOf(this.#extent) - from
    if (this.#query || this.#fitMarks.areWanted || count <= 0 || count > floodRows) return undefined
    const rows = this.#reader.rowsAtHand(this.#log, from, count)
    return rows && { index: from - this.#extent.first, rows }
  }

  #size(): LogSize {
    const { first, rows } = this.#extent
    const query = this.#query
    return {
      first,
      total: rows,
      shown: query?.count ?? rows,
      scanned: query?.scanned ?? rows,
      behind: nextOf(this.#stored) - nextOf(this.#extent),
      state: this.#isUnreadable ? 'failed' : (query?.state ?? 'idle'),
      ...(query ? { gone: query.gone } : {}),
      ...(this.#lost > 0 ? { lost: this.#lost } : {}),
      ...(this.#hits ? { find: this.#findSize(this.#hits) } : {}),
    }
  }

  #findSize(hits: LiveQuery): FindSize {
    const index = this.#hit === undefined || !hits.hasOldest ? undefined : hits.indexOf(this.#hit)
    const size = { hits: hits.count, scanned: hits.scanned }
    return index === undefined ? size : { ...size, place: index + 1 }
  }
}
