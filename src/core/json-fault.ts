import type { TextFault } from './text-fault.ts'

/** What may come next. */
type Expected = 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'comma' | 'end'

type Kind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'other value' | 'broken string' | 'unknown' | 'end'

interface Token {
  readonly kind: Kind
  readonly start: number
  readonly end: number
}

const space = /[ \t\r\n]*/y
// Unrolled, and no longer: a step for each character, or for each of many escapes, would overflow the stack.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const partOfString = /[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*){0,99}/y
const otherValue = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/**
 * The first place where a text stops being JSON (RFC 8259); undefined when it is JSON. Browsers differ in what they tell
 * about that, and tell no place at all for short texts.
 */
export function findJsonFault(text: string): TextFault | undefined {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  for (let at = 0; ; ) {
    const token = tokenAt(text, at)
    const next = step(expected, token.kind, open)
    if (next === undefined) return faultAt(text, token, expected, open.at(-1))
    if (token.kind === 'end') return undefined
    expected = next
    at = token.end
  }
}

function tokenAt(text: string, from: number): Token {
  const start = endOf(space, text, from) ?? from
  const sign = text[start]
  switch (sign) {
    case undefined:
      return { kind: 'end', start, end: start }
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
      return { kind: sign, start, end: start + 1 }
    case '"':
      return stringAt(text, start)
    default: {
      const end = endOf(otherValue, text, start)
      return end === undefined ? { kind: 'unknown', start, end: start } : { kind: 'other value', start, end }
    }
  }
}

/** A broken one is one from where it breaks on. */
function stringAt(text: string, start: number): Token {
  let end = start + 1
  for (let from = start; from < end; ) {
    from = end
    end = endOf(partOfString, text, from) ?? from
  }
  return text[end] === '"' ? { kind: 'string', start, end: end + 1 } : { kind: 'broken string', start: end, end }
}

function endOf(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/** @returns what may follow, or undefined where this token must not stand */
function step(expected: Expected, kind: Kind, open: ('{' | '[')[]): Expected | undefined {
  const isClosing = kind === '}' ? open.at(-1) === '{' : kind === ']' && open.at(-1) === '['
  if (isClosing && ['comma', kind === '}' ? 'first name' : 'first value'].includes(expected)) {
    open.pop()
    return afterValue(open)
  }
  switch (expected) {
    case 'value':
    case 'first value':
      if (kind === 'string' || kind === 'other value') return afterValue(open)
      if (kind !== '{' && kind !== '[') return undefined
      open.push(kind)
      return kind === '{' ? 'first name' : 'first value'
    case 'name':
    case 'first name':
      return kind === 'string' ? 'colon' : undefined
    case 'colon':
      return kind === ':' ? 'value' : undefined
    case 'comma':
      if (kind !== ',') return undefined
      return open.at(-1) === '{' ? 'name' : 'value'
    case 'end':
      return kind === 'end' ? 'end' : undefined
  }
}

function afterValue(open: readonly unknown[]): Expected {
  return open.length === 0 ? 'end' : 'comma'
}

function faultAt(text: string, { start, kind }: Token, expected: Expected, within: '{' | '[' | undefined): TextFault {
  const found = String.fromCodePoint(text.codePointAt(start) ?? 0)
  const message = kind === 'broken string' ? faultInString(text, start) : sentence(expected, within, kind, found)
  return { offset: start, message }
}

function faultInString(text: string, at: number): string {
  if (at >= text.length) return 'The text ends within a string; its closing " is missing.'
  if (text[at] === '\\') return 'A string has a \\ that begins no escape of JSON; write \\\\ for a backslash.'
  return 'A string has a line break or another control character; write \\n for a line break.'
}

function sentence(expected: Expected, within: '{' | '[' | undefined, kind: Kind, found: string): string {
  if (kind === 'end') return `The text ends too early: ${wanted(expected, within)} is missing.`
  if (expected === 'end') return `“${found}” follows the JSON; nothing may stand there.`
  if (found === "'") return 'Strings and names stand in double quotes.'
  if ((kind === '}' || kind === ']') && (expected === 'name' || expected === 'value')) {
    return `“${found}” follows a comma or colon; take that out, or write what belongs after it.`
  }
  return `“${found}” stands where ${wanted(expected, within)} belongs.`
}

function wanted(expected: Expected, within: '{' | '[' | undefined): string {
  switch (expected) {
    case 'value':
    case 'first value':
      return 'a value'
    case 'name':
    case 'first name':
      return 'a name in double quotes'
    case 'colon':
      return 'a colon'
    case 'comma':
      return within === '{' ? 'a comma or }' : 'a comma or ]'
    case 'end':
      return 'the end'
  }
}
