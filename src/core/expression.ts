/** Escapes that only the `u` flag gives a meaning: without it `\p{L}` looks for a p with letters in braces behind it. */
const escapes = /(?:^|[^\\])(?:\\\\)*\\[pPu]\{/
/** Characters of two units, of which a class has halves without the flag. */
const wide = /[\ud800-\udfff]/

/**
 * A regular expression as JavaScript reads it, with the `u` flag where it has what needs that. Not always: much that people
 * write, such as `{"n":1` or `a\-b`, is none then, and others take up to four times as long in texts beyond Latin-1. Never the
 * `v` flag: `[[]1` would mean something else.
 * @throws SyntaxError when it is none
 */
export function expressionOf(text: string, flags: string): RegExp {
  const hasEscape = escapes.test(text)
  try {
    return new RegExp(text, hasEscape || wide.test(text) ? `${flags}u` : flags)
  } catch (error) {
    if (hasEscape) throw error
    return new RegExp(text, flags)
  }
}
