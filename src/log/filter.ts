import type { Direction } from '../core/log-entry.ts'
import { ok, type Result, refuse } from '../core/result.ts'

/** Which entries of a log are shown. */
export interface Filter {
  /** What is looked for; empty for everything. */
  readonly text: string
  /** `text`: anywhere, in upper or lower case. `regular-expression`: as JavaScript has it, in the case given. */
  readonly mode: 'text' | 'regular-expression'
  /** Keeps what does not match the text; the direction stays as it is. */
  readonly invert: boolean
  /** Entries that are no messages have no direction and are kept under `all` only. */
  readonly direction: 'all' | Direction
}

/** A filter that is known to work. */
export interface CompiledFilter {
  readonly condition: TextCondition
  readonly direction: Filter['direction']
}

export type TextCondition =
  | { readonly type: 'any' }
  /** `pattern` is global: `lastIndex` says where to look. */
  | { readonly type: 'contains' | 'matches'; readonly pattern: RegExp; readonly keep: 'matching' | 'others' }

/** Makes a filter ready for use, or says why its regular expression is none. */
export function compileFilter(filter: Filter): Result<CompiledFilter, 'invalid-arguments'> {
  const { text, mode, direction, invert } = filter
  if (text === '') return ok({ condition: { type: 'any' }, direction })
  const keep = invert ? 'others' : 'matching'
  if (mode === 'text') return ok({ condition: { type: 'contains', pattern: containing(text), keep }, direction })
  try {
    return ok({ condition: { type: 'matches', pattern: new RegExp(text, 'g'), keep }, direction })
  } catch (error) {
    return refuse('invalid-arguments', `This is not a regular expression: ${reason(error)}.`, { field: 'text' })
  }
}

/**
 * A pattern finds text in any case faster than lower-casing everything first does, and, as folding keeps lengths, its
 * hits can be placed in the original.
 */
function containing(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu')
}

/** What the browser says, without the pattern that Chromium repeats in front of it. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/^Invalid regular expression: .*: (?=[^:]*$)/s, '').replace(/\.$/, '')
}
