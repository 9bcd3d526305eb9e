import type { CompiledFilter } from './filter.ts'
import type { LogExtent } from './growth.ts'
import { Query } from './query.ts'
import type { LogReader } from './reader.ts'
import type { ScanManners } from './scan-manners.ts'

export interface LiveQueryContext {
  readonly reader: LogReader
  readonly log: string
  /** What a row must be kept by: all of them. */
  readonly filters: readonly CompiledFilter[]
  readonly manners: ScanManners
  /** Called after each step. @param isSeen whether more was found, of which so little is known that it is likely to be seen */
  onProgress(isSeen: boolean): void
}

/** So many rows fill a list, whatever its height. */
const aListFull = 64

/** What filters keep of the part of a log that is looked at; it goes on while that grows. */
export class LiveQuery {
  readonly #context: LiveQueryContext
  readonly #query: Query
  readonly #scan = new AbortController()
  #extent: LogExtent
  #state: 'idle' | 'scanning' | 'failed' = 'idle'
  /** Entries that were kept when that was told last. */
  #told = 0
  #gone: number
  /** Entries in front of all that were told, which are not told yet. */
  #untold = 0
  /** Who waits for the next step. */
  #waiting: (() => void)[] = []

  /**
   * @param origin the sequence number to begin with
   * @param gone what to count from; another query than the one before may go on with its numbers
   */
  constructor(context: LiveQueryContext, extent: LogExtent, origin: number, gone = 0) {
    const { reader, log, filters } = context
    this.#context = context
    this.#extent = extent
    this.#query = new Query(reader, log, filters, origin)
    this.#gone = gone
    void this.#catchUp()
  }

  get filters(): readonly CompiledFilter[] {
    return this.#context.filters
  }

  get state(): 'idle' | 'scanning' | 'failed' {
    return this.#state
  }

  /** Entries that are kept, as far as scanned and told. */
  get count(): number {
    return Math.max(0, this.#known - this.#untold)
  }

  /** Entries that were in front and have gone since, with the oldest of the log, less those that were found in front. */
  get gone(): number {
    return this.#gone
  }

  /** Whether all is known from the oldest entry on, and thus the place of each. */
  get hasOldest(): boolean {
    return this.#hasFrom(0)
  }

  /** Entries that were looked at. */
  get scanned(): number {
    const { first, rows } = this.#extent
    return Math.min(rows, Math.max(0, this.#query.next - Math.max(first, this.#query.from)))
  }

  /** Takes in what is looked at now; it never begins before where it began. */
  follow(extent: LogExtent): void {
    this.#extent = extent
    this.#dropOldest()
    void this.#catchUp()
  }

  /** Tells of what was found in front, which gives every entry another index. */
  tell(): void {
    // Nobody knows an index yet where there was nothing.
    if (this.count > 0) this.#gone -= this.#untold
    this.#untold = 0
  }

  /** Looks no further. */
  stop(): void {
    this.#scan.abort()
    this.#goOn()
  }

  /** Up to `count` kept entries from the one at `index`, 0-based, on. */
  slice(index: number, count: number): Float64Array {
    return this.#slice(index + this.#untold, Math.min(count, this.count - index))
  }

  indexOf(seq: number): number | undefined {
    const place = seq < nextOf(this.#extent) ? this.#query.matches.indexOf(seq) : undefined
    return place === undefined || place < this.#untold ? undefined : place - this.#untold
  }

  /** The kept entry at or behind another; behind the last comes the first. Waits until it has looked that far. */
  async next(seq: number): Promise<number | undefined> {
    return (await this.#atOrBehind(seq)) ?? (await this.#atOrBehind(0))
  }

  /** The kept entry at or before another; before the first comes the last. */
  async previous(seq: number): Promise<number | undefined> {
    return (await this.#atOrBefore(seq)) ?? (await this.#atOrBefore(Number.POSITIVE_INFINITY))
  }

  /** The kept entry at or behind another or, where none is, the last before it. */
  async nearest(seq: number): Promise<number | undefined> {
    return (await this.#atOrBehind(seq)) ?? (await this.#atOrBefore(seq))
  }

  /** Resolves once it has looked at an entry. */
  async reached(seq: number): Promise<void> {
    await this.#until(() => this.#query.next > seq && this.#hasFrom(seq))
  }

  /** Waits until it has looked from there on to a kept entry, or to the end there is now. */
  async #atOrBehind(seq: number): Promise<number | undefined> {
    const end = nextOf(this.#extent)
    const find = () => (this.#hasFrom(seq) ? this.#at(this.#query.matches.countBelow(seq)) : undefined)
    await this.#until(() => find() !== undefined || (this.#hasFrom(seq) && this.#query.next >= end))
    return find()
  }

  /** The same backwards, to the oldest. */
  async #atOrBefore(seq: number): Promise<number | undefined> {
    const end = Math.min(seq + 1, nextOf(this.#extent))
    const isReached = () => this.#query.next >= end
    const find = () =>
      isReached() ? this.#at(Math.min(this.#query.matches.countBelow(seq + 1), this.#known) - 1) : undefined
    await this.#until(() => find() !== undefined || (isReached() && this.hasOldest))
    return find()
  }

  /** The kept entry at a place that is known. */
  #at(place: number): number | undefined {
    return place < 0 ? undefined : this.#slice(place, Math.min(1, this.#known - place))[0]
  }

  #slice(place: number, count: number): Float64Array {
    return this.#query.matches.slice(place, Math.max(0, count))
  }

  /** Entries that are kept, as far as scanned. */
  get #known(): number {
    return this.#query.matches.countBelow(nextOf(this.#extent))
  }

  /** Whether all before what was looked at is before an entry, too. */
  #hasFrom(seq: number): boolean {
    return this.#query.from <= Math.max(seq, this.#extent.first)
  }

  /** Resolves when something is known, or nothing more is looked at. */
  async #until(isKnown: () => boolean): Promise<void> {
    while (!isKnown() && this.#state === 'scanning' && !this.#scan.signal.aborted) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  /** One scan at a time. */
  async #catchUp(): Promise<void> {
    const { signal } = this.#scan
    const query = this.#query
    if (this.#state === 'scanning') return
    this.#state = 'scanning'
    const { manners } = this.#context
    const beginSteps = () => {
      const rest = manners.begin()
      return () => {
        const isAwaited = this.#waiting.length > 0
        this.#stepped()
        return rest(isAwaited)
      }
    }
    const readsAhead = () => !manners.isPressed
    let isReachingEnd = false
    const reachEnd = async () => {
      isReachingEnd = true
      const stepped = beginSteps()
      while (query.next < nextOf(this.#extent) && !signal.aborted) {
        const before = query.next
        await query.extend(nextOf(this.#extent) - 1, signal, stepped, readsAhead)
        if (query.next === before) break
      }
      isReachingEnd = false
    }
    const reachOldest = async () => {
      const stepped = beginSteps()
      const steppedBack = async (found: number) => {
        this.#untold += found
        await stepped()
        // What comes meanwhile is seen before what is older.
        if (!isReachingEnd) await query.extend(nextOf(this.#extent) - 1, signal, stepped, readsAhead)
      }
      if (!this.hasOldest) await query.extendBack(() => this.#extent.first, signal, steppedBack, readsAhead)
    }
    try {
      // From where somebody looks in both directions at once.
      for (const scan of await Promise.allSettled([reachEnd(), reachOldest()])) {
        if (scan.status === 'rejected') throw scan.reason
      }
      await reachEnd()
      this.#end('idle')
    } catch {
      this.#end('failed')
    }
  }

  #stepped(): void {
    // What was being looked through may be left out meanwhile.
    this.#dropOldest()
    const { length } = this.#query.matches
    const isSeen = length > this.#told && this.#told < aListFull
    this.#told = length
    this.#tell(isSeen)
  }

  #dropOldest(): void {
    const dropped = this.#query.matches.dropBelow(this.#extent.first)
    const untold = Math.min(dropped, this.#untold)
    this.#untold -= untold
    this.#gone += dropped - untold
  }

  #end(state: 'idle' | 'failed'): void {
    if (this.#scan.signal.aborted) return
    this.#state = state
    this.#tell(false)
  }

  #tell(isSeen: boolean): void {
    this.#goOn()
    this.#context.onProgress(isSeen)
  }

  #goOn(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

export function nextOf({ first, rows }: LogExtent): number {
  return first + rows
}
