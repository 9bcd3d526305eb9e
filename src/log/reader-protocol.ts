import type { LogEntry } from '../core/log-entry.ts'
import type { Pair, PairingRules } from '../core/pairing.ts'
import type { Result } from '../core/result.ts'
import type { Excerpt } from './excerpt.ts'
import type { Filter } from './filter.ts'
import type { Opened } from './find-opened.ts'
import type { WantedSchemas } from './fit-marks.ts'
import type { Mark } from './mark.ts'
import type { Span } from './measure-span.ts'
import type { Place } from './place.ts'
import type { RowSummary } from './row-summary.ts'

/** How far an opened log is known, under its present filter. */
export interface LogSize {
  /** The sequence number of the oldest entry; the indices of all rows are others when it is another. */
  readonly first: number
  /** Entries in the log. */
  readonly total: number
  /** Entries the filter keeps, as far as scanned; `total` when there is no filter. */
  readonly shown: number
  /**
   * Entries the filter kept and that are gone since it is in use, with the oldest of the log, less those that were found in
   * front of others: with it added, the index of a row stays the same. Absent without a filter.
   */
  readonly gone?: number
  /** Entries the filter has looked at; `total` when there is no filter. */
  readonly scanned: number
  /** Entries that came since the view was held. */
  readonly behind: number
  /** `failed`: the browser could not read the log; what is there is not all. */
  readonly state: 'idle' | 'scanning' | 'failed'
  /** Entries that could not be stored, while the log cannot be written. */
  readonly lost?: number
  /** While something is looked for. */
  readonly find?: FindSize
}

/** How far it is known where among the entries that are shown something is. */
export interface FindSize {
  /** Entries with it, as far as looked at. */
  readonly hits: number
  readonly scanned: number
  /** Which of the hits was gone to last, 1-based; absent when it is none any more, or not known before all older ones are. */
  readonly place?: number
}

/** Rows that came since the size before. They need not be asked for. */
export interface NewRows {
  /** Of the first of them, 0-based. */
  readonly index: number
  readonly rows: readonly RowSummary[]
}

export const emptySize: LogSize = { first: 1, total: 0, shown: 0, scanned: 0, behind: 0, state: 'idle' }

/** The part of a log that a view looks at. */
export interface LogWindow {
  /** Entries before this sequence number are left out, as if they were not there. */
  readonly from: number
  /** Whether what comes from now on is left out. */
  readonly hold: boolean
  /** The first entry that is left out in any case while it is held, where it stood still before. */
  readonly upTo?: number | undefined
}

/**
 * Goes to the next hit or the one before; behind the last comes the first. Or to the `nearest`: the next one or, where none
 * is, the last before.
 */
export interface FindStep {
  /** The sequence number to begin with, itself included. */
  readonly from: number
  readonly direction: 'next' | 'previous' | 'nearest'
}

export interface Hit {
  readonly seq: number
  /** Where in the text of a message it is; absent for what is no message, and for bytes. */
  readonly excerpt?: Excerpt
}

/** What a view can ask about an opened log: name → arguments and answer. */
export interface LogCalls {
  /** It begins to look at the entry `near`, which is seen, or at the end, and goes on to the end and then back. */
  filter: {
    arguments: { readonly filter: Filter | undefined; readonly near?: number | undefined }
    answer: Result<null, 'invalid-arguments'>
  }
  /** Somebody is about to look for something from the entry `near` on, or from the end: what is near is read, and then at hand. */
  prepare: { arguments: { readonly near?: number | undefined }; answer: null }
  look: { arguments: LogWindow; answer: null }
  /** `index` is that of a row with the size's `gone` added. */
  range: { arguments: { readonly index: number; readonly count: number }; answer: readonly RowSummary[] }
  entry: { arguments: { readonly seq: number }; answer: LogEntry | undefined }
  /** Looks for what a filter keeps among what is shown, from the entry `near` on both ways, without hiding the rest; `undefined` ends that. */
  find: {
    arguments: { readonly filter: Filter | undefined; readonly near?: number | undefined }
    answer: Result<null, 'invalid-arguments'>
  }
  /** Undefined when there is no hit, or when something else is looked for meanwhile. */
  step: { arguments: FindStep; answer: Hit | undefined }
  fit: { arguments: WantedSchemas; answer: null }
  indexOf: { arguments: { readonly seq: number }; answer: number | undefined }
  /** The entry shown at a place or, where none is, the next one; behind the end the last. Undefined when none is shown. */
  locate: { arguments: { readonly place: Place }; answer: number | undefined }
  /** The last connection opened at or before an entry, back to `notBefore`. */
  opened: { arguments: { readonly seq: number; readonly notBefore: number }; answer: Opened | undefined }
  /** What belongs to which of these messages, as far as it is near. */
  pairs: { arguments: { readonly seqs: readonly number[]; readonly rules: PairingRules }; answer: readonly Pair[] }
  /** What the filter shows between two entries, the earlier first. */
  span: { arguments: { readonly from: number; readonly upTo: number }; answer: Span }
}

export type LogCallName = keyof LogCalls

export type LogCall<Name extends LogCallName = LogCallName> = {
  readonly [Each in Name]: { readonly name: Each; readonly arguments: LogCalls[Each]['arguments'] }
}[Name]

/** From a view to its reader Worker. `handle` is chosen by the view and never used again. */
export type ReaderRequest =
  | { readonly type: 'open'; readonly handle: number; readonly logId: string }
  | { readonly type: 'close'; readonly handle: number }
  /** Asks for a sign of life. */
  | { readonly type: 'ping' }
  | { readonly type: 'call'; readonly handle: number; readonly request: number; readonly call: LogCall }

/** From the reader Worker to its view. */
export type ReaderMessage =
  | { readonly type: 'size'; readonly handle: number; readonly size: LogSize; readonly came?: NewRows | undefined }
  /** All bookmarks of the log, in order: when it is opened, and when they are others. */
  | { readonly type: 'marks'; readonly handle: number; readonly marks: readonly Mark[] }
  | { readonly type: 'answer'; readonly request: number; readonly answer: unknown }
  | { readonly type: 'pong' }
  /** The call could not be answered because the browser failed. */
  | { readonly type: 'failure'; readonly request: number; readonly message: string }
