import { parseWithNumbersAsTexts, writtenNumber } from '../core/json-numbers.ts'
import { valueAt } from '../core/json-path.ts'

/** Longer texts are not looked into: to parse them would take too long for what they may tell. */
const longest = 1024 * 1024

/** Digits of which a double may not hold the last ones. */
const manyDigits = /\d{16}/

/**
 * The id in a message as text, with its kind in front, so that `1` and `"1"` are two; undefined where there is none.
 * @param steps where it is
 */
export function messageId(text: string, steps: readonly (string | number)[]): string | undefined {
  if (text.length > longest) return undefined
  try {
    if (!manyDigits.test(text)) return idOf(valueAt(JSON.parse(text), steps))
    const id = valueAt(parseWithNumbersAsTexts(text), steps)
    const number = writtenNumber(id)
    if (number === undefined) return idOf(id)
    return manyDigits.test(number) ? `n${number}` : idOf(Number(number))
  } catch {
    return undefined
  }
}

function idOf(id: unknown): string | undefined {
  if (typeof id === 'string') return `s${id}`
  return typeof id === 'number' ? `n${id}` : undefined
}
