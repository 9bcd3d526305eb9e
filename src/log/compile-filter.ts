import { expressionOf } from '../core/expression.ts'
import { messageOf } from '../core/message-of.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { type CompiledFilter, containing, type Filter, type IsMisfit, type Keep, type TextCondition } from './filter.ts'

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
    return ok({ type: 'matches', pattern: expressionOf(text, matchCase ? 'g' : 'gi'), keep })
  } catch (error) {
    return refuse('invalid-arguments', `This is not a regular expression: ${reason(error)}.`, { field: 'text' })
  }
}

/** What the browser says, without the pattern that Chromium repeats in front of it. */
function reason(error: unknown): string {
  return messageOf(error)
    .replace(/^Invalid regular expression: .*: (?=[^:]*$)/s, '')
    .replace(/\.$/, '')
}
