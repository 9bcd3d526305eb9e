import type { Direction, LogEntryType } from '../core/log-entry.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import type { JsonCondition } from './json-condition.ts'

/** What entries are: of one type, or messages of one format, or those that do not fit the schema asked of them. */
export type EntryKind = 'all' | LogEntryType | 'text' | 'binary' | 'misfit'

/** Which entries of a log are shown. */
export interface Filter {
  /** What is looked for; empty for everything. */
  readonly text: string
  /**
   * `text`: anywhere. `regular-expression`: as JavaScript has it.
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

type Keep = 'matching' | 'others'

/** Whether a filter keeps everything. */
export function isEmptyFilter({ text, direction, kind, size, marked }: Filter): boolean {
  const hasSize = size.least !== undefined || size.most !== undefined
  return text === '' && direction === 'all' && kind === 'all' && !hasSize && !marked
}

/**
 * Makes a filter ready for use, or says why its text cannot be one. What JSON paths need is loaded for the first of
 * them.
 * @param marked the entries with a bookmark
 * @param isMisfit asked again whenever the log is looked through
 */
export async function compileFilter(
  filter: Filter,
  marked: ReadonlySet<number> = new Set(),
  isMisfit?: IsMisfit,
): Promise<Result<CompiledFilter, 'invalid-arguments'>> {
  const { direction, kind, size } = filter
  const condition = await compileCondition(filter)
  if (!condition.ok) return condition
  return ok({ condition: condition.value, direction, kind, size, isMisfit, ...(filter.marked ? { marked } : {}) })
}

async function compileCondition({
  text,
  mode,
  matchCase,
  invert,
}: Filter): Promise<Result<TextCondition, 'invalid-arguments'>> {
  if (text === '') return ok({ type: 'any' })
  const keep = invert ? 'others' : 'matching'
  switch (mode) {
    case 'text':
      return ok({ type: 'contains', pattern: containing(text, matchCase), keep })
    case 'regular-expression':
      return compilePattern(text, matchCase, keep)
    case 'json-path': {
      const { compileJsonCondition } = await import('./json-condition.ts')
      const holds = compileJsonCondition(text)
      return holds.ok ? ok({ type: 'selects', holds: holds.value, keep }) : holds
    }
  }
}

function compilePattern(text: string, matchCase: boolean, keep: Keep): Result<TextCondition, 'invalid-arguments'> {
  try {
    return ok({ type: 'matches', pattern: new RegExp(text, matchCase ? 'g' : 'gi'), keep })
  } catch (error) {
    return refuse('invalid-arguments', `This is not a regular expression: ${reason(error)}.`, { field: 'text' })
  }
}

/**
 * A pattern finds text in any case faster than lower-casing everything first does, and, as folding keeps lengths, its
 * hits can be placed in the original.
 */
export function containing(text: string, matchCase: boolean): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), matchCase ? 'gu' : 'giu')
}

/** What the browser says, without the pattern that Chromium repeats in front of it. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/^Invalid regular expression: .*: (?=[^:]*$)/s, '').replace(/\.$/, '')
}
