import type { JSONValue } from 'json-p3'
import { compilePath } from '../core/compile-path.ts'
import { withDistinctNumbers } from '../core/exact-numbers.ts'
import { messageOf } from '../core/message-of.ts'
import { ok, type Result, refuse } from '../core/result.ts'

/** Whether a text is JSON for which the condition holds. */
export type JsonCondition = (text: string) => boolean

/**
 * Makes a condition from a path (`$.user.id`: something is there) or a comparison of paths (`$.n > 5 && @.ok == true`),
 * as RFC 9535 has them between `[?` and `]`. `$` and `@` are both the message.
 */
export function compileJsonCondition(text: string): Result<JsonCondition, 'invalid-arguments'> {
  try {
    // The message is put into a list, so that a condition can be asked of it as of an item.
    const path = `$[?${withRoot(text)}]`
    const query = compilePath(path)
    return ok((message) => {
      const [json, exact] = withDistinctNumbers(message, path)
      return !(exact === path ? query : compilePath(exact)).query([JSON.parse(json) as JSONValue]).empty()
    })
  } catch (error) {
    return refuse('invalid-arguments', `This is not a JSON path or condition: ${reason(error)}.`, { field: 'text' })
  }
}

/** Has `$` mean the item instead of the list, wherever it does not stand in a string. */
function withRoot(text: string): string {
  return text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\$/g, (part) => (part === '$' ? '$[0]' : part))
}

/** Without the place, which is one in the text that was put around. */
function reason(error: unknown): string {
  return messageOf(error).replace(/ \('.*':\d+\)$/s, '')
}
