import { valueAt } from '../core/json-path.ts'

/** Longer texts are not looked into: to parse them would take too long for what they may tell. */
const longest = 1024 * 1024

/** What begins a string that stands for a number; control characters cannot stand in JSON as they are. */
const numberSign = '\u0000n'

/**
 * The id in a message as text, with its kind in front, so that `1` and `"1"` are two; undefined where there is none.
 * @param steps where it is
 */
export function messageId(text: string, steps: readonly (string | number)[]): string | undefined {
  if (text.length > longest) return undefined
  try {
    // Numbers beyond what a double holds differ only in their digits.
    const id = valueAt(JSON.parse(/\d{16}/.test(text) ? withNumbersAsText(text) : text), steps)
    if (typeof id === 'string') return id.startsWith(numberSign) ? id.slice(1) : `s${id}`
    return typeof id === 'number' ? `n${id}` : undefined
  } catch {
    return undefined
  }
}

/** Unrolled like `minifyJson`, for the same reason. */
function withNumbersAsText(json: string): string {
  return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|-?\d{16}[\d.eE+-]*/g, (found, string?: string) =>
    string === undefined ? JSON.stringify(numberSign + found) : string,
  )
}
