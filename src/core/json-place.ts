import { partOfString } from './json.ts'

const tokens = new RegExp(String.raw`${partOfString.source}|[^\s"{}[\],:]+|[{}[\],:]`, 'g')

interface Token {
  readonly text: string
  readonly offset: number
}

/**
 * Where a value stands in a text of JSON.
 * @param pointer as RFC 6901 has it, such as `/items/0/name`
 * @returns UTF-16 code units from the start; undefined when there is no such value
 */
export function offsetOf(json: string, pointer: string): number | undefined {
  const [, ...path] = pointer.split('/')
  const wanted = path.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const all = tokensOf(json)
  let at = 0
  for (const name of wanted) {
    const found = memberAt(all, at, name)
    if (found === undefined) return undefined
    at = found
  }
  return all[at]?.offset
}

function tokensOf(json: string): Token[] {
  const all: Token[] = []
  for (const { 0: text, index } of json.matchAll(tokens)) {
    const before = text.startsWith('\\') ? all.pop() : undefined
    all.push(before ? { text: before.text + text, offset: before.offset } : { text, offset: index })
  }
  return all
}

/** The token at which a member of the object, or an item of the list, begins that begins at a token. */
function memberAt(all: readonly Token[], start: number, name: string): number | undefined {
  const opening = all[start]?.text
  if (opening !== '{' && opening !== '[') return undefined
  let index = 0
  for (let at = start + 1; at < all.length && !isClosing(all[at]); index += 1) {
    const value = opening === '{' ? at + 2 : at
    if ((opening === '{' ? keyOf(all[at]) : String(index)) === name) return value
    at = endOf(all, value)
    if (all[at]?.text === ',') at += 1
  }
  return undefined
}

/** The token behind a value. */
function endOf(all: readonly Token[], start: number): number {
  let depth = 0
  for (let at = start; at < all.length; at++) {
    const text = all[at]?.text
    if (text === '{' || text === '[') depth += 1
    else if (isClosing(all[at])) depth -= 1
    if (depth <= 0) return at + 1
  }
  return all.length
}

function isClosing(token: Token | undefined): boolean {
  return token?.text === '}' || token?.text === ']'
}

function keyOf(token: Token | undefined): unknown {
  try {
    return JSON.parse(token?.text ?? '')
  } catch {
    return undefined
  }
}
