import type { LogEntry } from '../core/log-entry.ts'
import type { Pair, PairingRules } from '../core/pairing.ts'
import type { Filter } from './filter.ts'
import type { Opened } from './find-opened.ts'
import type { WantedSchemas } from './fit-marks.ts'
import type { Span } from './measure-span.ts'
import type { Place } from './place.ts'
import type { FindStep, Hit, LogCallName, LogCalls, LogSize, LogWindow, NewRows } from './reader-protocol.ts'
import type { RowSummary } from './row-summary.ts'

/** Called with the size of a log whenever it is another, and with the rows that came since, where those are at hand. */
export type OnSize = (size: LogSize, came?: NewRows) => void

/** How a handle reaches the reader Worker. */
export interface HandleLink {
  call<Name extends LogCallName>(name: Name, args: LogCalls[Name]['arguments']): Promise<LogCalls[Name]['answer']>
  close(): void
}

/**
 * A log that a view has open, under one filter at a time. Promises reject with an Error only when the browser cannot
 * read the log; a closed handle answers with nothing.
 */
export class LogHandle {
  readonly id: number
  readonly #onChange: OnSize
  readonly #link: HandleLink
  /** `gone` of the size told last, by which rows are asked for. */
  #gone = 0
  #next = Number.POSITIVE_INFINITY

  constructor(id: number, onChange: OnSize, link: HandleLink) {
    this.id = id
    this.#onChange = onChange
    this.#link = link
  }

  /** The sequence number behind what is looked at, by the size told last. */
  get next(): number {
    return this.#next
  }

  /**
   * Changes the filter, or takes it away. A refusal says why a regular expression is none and changes nothing.
   * @param near the entry that is seen, where to look first; absent for the end
   */
  filter(filter: Filter | undefined, near?: number): Promise<LogCalls['filter']['answer']> {
    return this.#link.call('filter', { filter, near })
  }

  /** Has what is near the entry, or the end, at hand before somebody looks for something there. */
  prepare(near?: number): Promise<null> {
    return this.#link.call('prepare', { near })
  }

  /** Changes which part of the log is looked at; its size is told just before this resolves. */
  look(part: LogWindow): Promise<null> {
    return this.#link.call('look', part)
  }

  /** Changes which schemas messages are to fit; resolves once rows that are read are marked by them. */
  fit(schemas: WantedSchemas): Promise<null> {
    return this.#link.call('fit', schemas)
  }

  /** Up to `count` rows from `index`, 0-based, under the present filter. */
  range(index: number, count: number): Promise<readonly RowSummary[]> {
    return this.#link.call('range', { index: index + this.#gone, count })
  }

  /** A whole entry, whether the filter keeps it or not; undefined when it is gone. */
  entry(seq: number): Promise<LogEntry | undefined> {
    return this.#link.call('entry', { seq })
  }

  /** The index of an entry under the present filter; undefined when it is not shown. */
  indexOf(seq: number): Promise<number | undefined> {
    return this.#link.call('indexOf', { seq })
  }

  /** The entry shown at a place or, where none is, the next one; behind the end the last. Undefined when none is shown. */
  locate(place: Place): Promise<number | undefined> {
    return this.#link.call('locate', { place })
  }

  /**
   * Looks for what another filter keeps among what is shown, or ends that; the size tells how many hits there are. A
   * refusal changes nothing.
   * @param near the entry from which on to look, both ways
   */
  find(filter: Filter | undefined, near?: number): Promise<LogCalls['find']['answer']> {
    return this.#link.call('find', { filter, near })
  }

  /** Another hit of what is looked for, once it is known which it is; it becomes the one whose place the size tells. */
  step(step: FindStep): Promise<Hit | undefined> {
    return this.#link.call('step', step)
  }

  /** The last connection opened at or before an entry, looked for back to `notBefore`. */
  opened(seq: number, notBefore: number): Promise<Opened | undefined> {
    return this.#link.call('opened', { seq, notBefore })
  }

  /** What belongs to which of these messages, ascending, as far as it is near. */
  pairs(seqs: readonly number[], rules: PairingRules): Promise<readonly Pair[]> {
    return this.#link.call('pairs', { seqs, rules })
  }

  /** What the filter shows between two entries, the earlier first. */
  span(from: number, upTo: number): Promise<Span> {
    return this.#link.call('span', { from, upTo })
  }

  /** Ends what runs for this log; `onChange` is not called any more. */
  close(): void {
    this.#link.close()
  }

  /** Takes in a size from the Worker. */
  changed({ size, came }: { readonly size: LogSize; readonly came?: NewRows | undefined }): void {
    this.#gone = size.gone ?? 0
    this.#next = size.first + size.total
    this.#onChange(size, came)
  }
}
