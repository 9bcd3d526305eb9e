import { partOfString } from '../../src/core/json.ts'

/** Parts of strings, other scalars, and brackets, commas and colons; what lies between is white space. */
const tokens = new RegExp(String.raw`${partOfString.source}|[^\s"{}[\],:]+|[{}[\],:]`, 'g')

const indent = '  '

/** Characters of white space in front of lines; with some times as many, as of what is nested deeply, a text would be longer than browsers allow. */
export const mostIndented = 2 ** 27

/**
 * Valid JSON with a line per value, as it is where that were too much. Only white space changes: numbers keep their digits
 * and keys their order, which parsing and writing again would not.
 */
export function prettyJson(json: string): string {
  const lines: string[] = []
  let line = ''
  let depth = 0
  let opened = false
  let indented = 0
  const breakLine = () => {
    lines.push(line)
    line = indent.repeat(depth)
    indented += line.length
  }
  for (const [token] of json.matchAll(tokens)) {
    const closing = token === '}' || token === ']'
    if (closing) depth -= 1
    // An empty object or array stays on its line.
    if (opened !== closing) breakLine()
    opened = token === '{' || token === '['
    if (opened) depth += 1
    line += token === ':' ? ': ' : token
    if (token === ',') breakLine()
    if (indented > mostIndented) return json
  }
  lines.push(line)
  return lines.join('\n')
}

export type JsonTokenKind = 'key' | 'string' | 'number' | 'literal' | 'other'

export interface JsonToken {
  readonly kind: JsonTokenKind
  readonly text: string
}

/** A part of laid-out JSON, cut at line ends, in pieces to colour. */
export function jsonTokens(text: string): JsonToken[] {
  const pieces = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|[^"\d\-tfn]+|./g
  return Array.from(text.matchAll(pieces), ([whole, string, colon, number, literal]) => ({
    kind: string ? (colon === undefined ? 'string' : 'key') : number ? 'number' : literal ? 'literal' : 'other',
    text: whole,
  }))
}
