import type { LogEntry } from '../core/log-entry.ts'
import type { Result } from '../core/result.ts'
import type { Filter } from './filter.ts'
import type { Opened } from './find-opened.ts'
import type { Span } from './measure-span.ts'
import type { RowSummary } from './row-summary.ts'

/** How far an opened log is known, under its present filter. */
export interface LogSize {
  /** The sequence number of the oldest entry; the indices of all rows are others when it is another. */
  readonly first: number
  /** Entries in the log. */
  readonly total: number
  /** Entries the filter keeps, as far as scanned; `total` when there is no filter. */
  readonly shown: number
  /** Entries the filter has looked at; `total` when there is no filter. */
  readonly scanned: number
  /** Entries that came since the view was held. */
  readonly behind: number
  /** `failed`: the browser could not read the log; what is there is not all. */
  readonly state: 'idle' | 'scanning' | 'failed'
}

export const emptySize: LogSize = { first: 1, total: 0, shown: 0, scanned: 0, behind: 0, state: 'idle' }

/** The part of a log that a view looks at. */
export interface LogWindow {
  /** Entries before this sequence number are left out, as if they were not there. */
  readonly from: number
  /** Whether what comes from now on is left out. */
  readonly hold: boolean
}

/** What is looked for among the entries that are shown. */
export interface FindTask {
  readonly filter: Filter
  /** The sequence number to begin with, itself included. */
  readonly from: number
  readonly direction: 'next' | 'previous'
}

/** `cancelled`: something else was looked for, or nothing any more, before it was found. */
export type Found =
  | { readonly type: 'found'; readonly seq: number; readonly index: number }
  | { readonly type: 'none' | 'cancelled' }

/** What a view can ask about an opened log: name → arguments and answer. */
export interface LogCalls {
  filter: { arguments: { readonly filter: Filter | undefined }; answer: Result<null, 'invalid-arguments'> }
  look: { arguments: LogWindow; answer: null }
  range: { arguments: { readonly index: number; readonly count: number }; answer: readonly RowSummary[] }
  entry: { arguments: { readonly seq: number }; answer: LogEntry | undefined }
  /** `undefined` ends the search under way. */
  find: { arguments: { readonly task: FindTask | undefined }; answer: Result<Found, 'invalid-arguments'> }
  indexOf: { arguments: { readonly seq: number }; answer: number | undefined }
  /** The last connection opened at or before an entry, back to `notBefore`. */
  opened: { arguments: { readonly seq: number; readonly notBefore: number }; answer: Opened | undefined }
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
  | { readonly type: 'size'; readonly handle: number; readonly size: LogSize }
  | { readonly type: 'answer'; readonly request: number; readonly answer: unknown }
  | { readonly type: 'pong' }
  /** The call could not be answered because the browser failed. */
  | { readonly type: 'failure'; readonly request: number; readonly message: string }
