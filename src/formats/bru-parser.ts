import { ok, type Result } from '../core/result.ts'
import { invalidFile } from './invalid-file.ts'
import { withoutMark } from './read-json.ts'

/** A block of a `.bru` file: a dictionary or list as pairs, anything else as text. */
export interface BruBlock {
  readonly name: string
  /** The line it begins in, from 1. */
  readonly line: number
  readonly pairs: readonly BruPair[]
  readonly text: string
}

export interface BruPair {
  readonly key: string
  readonly value: string
  /** A name that begins with `~` is switched off. */
  readonly enabled: boolean
}

const opening = /^([a-z][^\s{[]*)\s*([{[])\s*(\}|\])?\s*$/i
/** The one line that is no block: what Bruno paints an environment with. */
const color = /^color:/
/** What is told of the row below it; its text may also take several lines, between `'''`. */
const annotation = /^@[^\s():]+(\(('[^']*'|"(\\.|[^"\\])*"|[^)]*)\))?$/
const longAnnotation = /^@[^\s():]+\('''/
const quotedKey = /^(~?)"((?:[^"\\]|\\.)*)"\s*:(.*)$/s
/** Blocks of code, documentation and bodies; their lines are no pairs. */
const textBlock = /^(script|tests|docs|body(:(json|text|xml|sparql|graphql|graphql:vars))?$)/
const quotes = "'''"

/**
 * The blocks of a `.bru` file. A block ends with a line that begins with its closing bracket; what it holds is indented.
 * @see https://docs.usebruno.com/bru-lang/overview
 */
export function parseBru(content: string): Result<readonly BruBlock[], 'invalid-file'> {
  const lines = withoutMark(content).split(/\r?\n/)
  const blocks: BruBlock[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line.trim() === '' || color.test(line)) continue
    const [, name, bracket, closed] = opening.exec(line) ?? []
    if (name === undefined) return invalidFile(`Line ${index + 1}: a block such as “ws {” was expected.`)
    const hasQuotes = !textBlock.test(name)
    const end = closed ? index : endOf(lines, index + 1, bracket === '{' ? '}' : ']', hasQuotes)
    if (end < 0) return invalidFile(`Line ${index + 1}: the block “${name.slice(0, 40)}” is never closed.`)
    blocks.push(blockOf(name, index + 1, closed ? [] : lines.slice(index + 1, end), bracket === '['))
    index = end
  }
  return ok(blocks)
}

/** The line with the closing bracket; where a block has pairs, brackets between `'''` are text. */
function endOf(lines: readonly string[], start: number, bracket: string, hasQuotes: boolean): number {
  let quoted = false
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (!quoted && line.startsWith(bracket)) return index
    const isPlain = !hasQuotes || (!quoted && annotation.test(line.trim()))
    if (!isPlain && (line.split(quotes).length - 1) % 2 === 1) quoted = !quoted
  }
  return -1
}

function blockOf(name: string, line: number, lines: readonly string[], list: boolean): BruBlock {
  const text = outdent(lines).join('\n')
  if (textBlock.test(name)) return { name, line, pairs: [], text }
  return { name, line, pairs: list ? listOf(lines) : pairsOf(lines), text }
}

function listOf(lines: readonly string[]): BruPair[] {
  const items: string[] = []
  for (let index = 0; index < lines.length; index++) {
    const end = endOfAnnotation(lines, index)
    if (end === undefined) items.push(...(lines[index] ?? '').split(',').map((item) => item.trim()))
    else index = end
  }
  return items.filter((item) => item !== '').map((item) => ({ ...keyOf(item), value: '' }))
}

/** @returns the last line of an annotation that begins in this line */
function endOfAnnotation(lines: readonly string[], index: number): number | undefined {
  const line = (lines[index] ?? '').trim()
  if (annotation.test(line)) return index
  if (!longAnnotation.test(line)) return undefined
  const end = lines.findIndex((one, at) => at > index && one.includes(quotes))
  return end < 0 ? lines.length : end
}

function pairsOf(lines: readonly string[]): BruPair[] {
  const pairs: BruPair[] = []
  for (let index = 0; index < lines.length; index++) {
    const annotationEnd = endOfAnnotation(lines, index)
    if (annotationEnd !== undefined) {
      index = annotationEnd
      continue
    }
    const [key, value] = splitPair((lines[index] ?? '').trim())
    if (key === '') continue
    if (!value.trimStart().startsWith(quotes)) {
      pairs.push({ ...keyOf(key), value: value.trim() })
      continue
    }
    const [end, rest] = quotedText(lines, index, value.trimStart().slice(quotes.length))
    pairs.push({ ...keyOf(key), value: rest })
    index = end
  }
  return pairs
}

function splitPair(line: string): [key: string, value: string] {
  const quoted = quotedKey.exec(line)
  if (quoted) return [`${quoted[1]}${quoted[2]?.replace(/\\(.)/g, '$1')}`, quoted[3] ?? '']
  const colon = line.indexOf(':')
  return colon < 0 ? ['', ''] : [line.slice(0, colon).trim(), line.slice(colon + 1)]
}

/** A text between `'''`, without the indentation its lines have in common. */
function quotedText(lines: readonly string[], start: number, first: string): [end: number, text: string] {
  const sameLine = first.indexOf(quotes)
  if (sameLine >= 0) return [start, first.slice(0, sameLine)]
  const inner: string[] = []
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const close = line.indexOf(quotes)
    if (close < 0) {
      inner.push(line)
      continue
    }
    if (line.slice(0, close).trim() !== '') inner.push(line.slice(0, close))
    return [index, outdent(inner).join('\n')]
  }
  return [lines.length, outdent(inner).join('\n')]
}

function outdent(lines: readonly string[]): string[] {
  const full = lines.filter((line) => line.trim() !== '')
  const indent = full.reduce((least, line) => Math.min(least, line.length - line.trimStart().length), 1_000)
  return lines.map((line) => line.slice(full.length === 0 ? 0 : indent))
}

function keyOf(key: string): Pick<BruPair, 'key' | 'enabled'> {
  return key.startsWith('~') ? { key: key.slice(1).trim(), enabled: false } : { key, enabled: true }
}
