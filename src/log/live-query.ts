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
  /** Called after each step. @param hasFirst whether there is something for the first time */
  onProgress(hasFirst: boolean): void
}

/** What filters keep of the part of a log that is looked at; it goes on while that grows. */
export class LiveQuery {
  readonly #context: LiveQueryContext
  readonly #query: Query
  readonly #scan = new AbortController()
  #extent: LogExtent
  #state: 'idle' | 'scanning' | 'failed' = 'idle'
  #hadSome = false
  #gone = 0
  /** Who waits for the next step. */
  #waiting: (() => void)[] = []

  constructor(context: LiveQueryContext, extent: LogExtent) {
    const { reader, log, filters } = context
    this.#context = context
    this.#extent = extent
    this.#query = new Query(reader, log, filters, extent.first)
    void this.#catchUp()
  }

  get filters(): readonly CompiledFilter[] {
    return this.#context.filters
  }

  get state(): 'idle' | 'scanning' | 'failed' {
    return this.#state
  }

  /** Entries that are kept, as far as scanned. */
  get count(): number {
    return this.#query.matches.countBelow(nextOf(this.#extent))
  }

  /** Entries that were kept and have gone since, with the oldest of the log. */
  get gone(): number {
    return this.#gone
  }

  /** Entries that were looked at. */
  get scanned(): number {
    const { first, rows } = this.#extent
    return Math.min(rows, Math.max(0, this.#query.next - first))
  }

  /** Takes in what is looked at now; it never begins before where it began. */
  follow(extent: LogExtent): void {
    this.#extent = extent
    this.#dropOldest()
    void this.#catchUp()
  }

  /** Looks no further. */
  stop(): void {
    this.#scan.abort()
    this.#goOn()
  }

  /** Up to `count` kept entries from the one at `index`, 0-based, on. */
  slice(index: number, count: number): Uint32Array {
    return this.#query.matches.slice(index, Math.max(0, Math.min(count, this.count - index)))
  }

  indexOf(seq: number): number | undefined {
    return seq < nextOf(this.#extent) ? this.#query.matches.indexOf(seq) : undefined
  }

  /** The kept entry at or behind another; behind the last comes the first. Waits until it has looked that far. */
  async nextFrom(seq: number): Promise<number | undefined> {
    const place = () => this.#query.matches.countBelow(seq)
    await this.#until(() => place() < this.count)
    return this.#at(place() < this.count ? place() : 0)
  }

  /** The kept entry at or before another; before the first comes the last. */
  async previousFrom(seq: number): Promise<number | undefined> {
    const place = () => this.#query.matches.countBelow(seq + 1) - 1
    await this.#until(() => this.#query.next > seq && place() >= 0)
    return this.#at(place() >= 0 ? Math.min(place(), this.count - 1) : this.count - 1)
  }

  /** Resolves once it has looked at an entry. */
  async reached(seq: number): Promise<void> {
    await this.#until(() => this.#query.next > seq)
  }

  #at(index: number): number | undefined {
    return index < 0 ? undefined : this.slice(index, 1)[0]
  }

  /** Resolves when something is known, or all that there is now was looked at. */
  async #until(isKnown: () => boolean): Promise<void> {
    const end = nextOf(this.#extent)
    while (!isKnown() && this.#query.next < end && this.#state === 'scanning' && !this.#scan.signal.aborted) {
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
    const rest = manners.begin()
    const stepped = () => {
      const isAwaited = this.#waiting.length > 0
      this.#stepped()
      return rest(isAwaited)
    }
    const readsAhead = () => !manners.isPressed
    try {
      while (query.next < nextOf(this.#extent) && !signal.aborted) {
        const before = query.next
        await query.extend(nextOf(this.#extent) - 1, signal, stepped, readsAhead)
        if (query.next === before) break
      }
      this.#end('idle')
    } catch {
      this.#end('failed')
    }
  }

  #stepped(): void {
    // What was being looked through may be left out meanwhile.
    this.#dropOldest()
    const hasSome = this.#query.matches.length > 0
    this.#tell(hasSome && !this.#hadSome)
    this.#hadSome = hasSome
  }

  #dropOldest(): void {
    this.#gone += this.#query.matches.dropBelow(this.#extent.first)
  }

  #end(state: 'idle' | 'failed'): void {
    if (this.#scan.signal.aborted) return
    this.#state = state
    this.#tell(false)
  }

  #tell(hasFirst: boolean): void {
    this.#goOn()
    this.#context.onProgress(hasFirst)
  }

  #goOn(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

export function nextOf({ first, rows }: LogExtent): number {
  return first + rows
}
