import type { Direction, LogEntryType } from '../core/log-entry.ts'
import type { JsonCondition } from './json-condition.ts'

/**
 * What entries are: of one type, or messages of one format, or those that do not fit the schema asked of them. A message
 * that was to be JSON and is not counts as an error, too.
 */
export type EntryKind = 'all' | LogEntryType | 'text' | 'binary' | 'misfit'

/** Which entries of a log are shown. */
export interface Filter {
  /** What is looked for; empty for everything. */
  readonly text: string
  /**
   * `text`: anywhere. `regular-expression`: as `expressionOf` has it.
   * `json-path`: messages that are JSON and for which a path finds something, or a condition on paths holds.
   */
  readonly mode: 'text' | 'regular-expression' | 'json-path'
  /** Whether upper and lower case are told apart; not asked where paths are looked for. */
  readonly matchCase: boolean
  /** Keeps what does not match the text; the rest of the filter stays as it is. */
  readonly invert: boolean
  /** Entries that are no messages have no direction and are kept under `all` only. */
  readonly direction: 'all' | Direction
  readonly kind: EntryKind
  /** Bytes of a message, text as UTF-8, both included; entries that are no messages have no size. */
  readonly size: SizeRange
  /** Whether only entries with a bookmark are kept. */
  readonly marked: boolean
}

export interface SizeRange {
  readonly least?: number | undefined
  readonly most?: number | undefined
}

export const noFilter: Filter = {
  text: '',
  mode: 'text',
  matchCase: false,
  invert: false,
  direction: 'all',
  kind: 'all',
  size: {},
  marked: false,
}

/** A filter that is known to work. */
export interface CompiledFilter extends Pick<Filter, 'direction' | 'kind' | 'size'> {
  readonly condition: TextCondition
  /** Absent where nothing is asked of messages. */
  readonly isMisfit?: IsMisfit | undefined
  /** The sequence numbers of what may be kept; absent for all. */
  readonly marked?: ReadonlySet<number>
}

/** Whether a message does not fit the schema that is asked of it now. */
export type IsMisfit = (direction: Direction, text: string) => boolean

export type TextCondition =
  | { readonly type: 'any' }
  /** `pattern` is global: `lastIndex` says where to look. */
  | { readonly type: 'contains' | 'matches'; readonly pattern: RegExp; readonly keep: Keep }
  | { readonly type: 'selects'; readonly holds: JsonCondition; readonly keep: Keep }

export type Keep = 'matching' | 'others'

/** Whether a filter keeps everything. */
export function isEmptyFilter({ text, direction, kind, size, marked }: Filter): boolean {
  const hasSize = size.least !== undefined || size.most !== undefined
  return text === '' && direction === 'all' && kind === 'all' && !hasSize && !marked
}

/**
 * A pattern finds text in any case faster than lower-casing everything first does, and, as folding keeps lengths, its
 * hits can be placed in the original.
 */
export function containing(text: string, matchCase: boolean): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), matchCase ? 'gu' : 'giu')
}
