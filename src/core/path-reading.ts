/** How often servers are known to decode what they are asked for: proxies and frameworks each do it once. */
const mostDecodings = 3

/**
 * One spelling for equal paths: percent-encodings of unreserved characters are decoded, the others in upper case. In a
 * pattern, characters may stand as they are that a URL has only encoded.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2
 */
export function normalizedPath(path: string): string {
  const encoded = path.replace(/["<>^`{|}\u0080-\uffff]+/g, (text) => encodeURIComponent(text.toWellFormed()))
  return encoded.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : code.toUpperCase()
  })
}

/**
 * What a lenient server may take a path for: decoded throughout, backslashes as slashes, without control characters,
 * parameters after `;`, whatever an encoded `?` or `#` would cut off, and doubled slashes, and in lower case; σ stands for
 * ς, as which of them it is depends on what follows, in a pattern maybe an asterisk.
 */
export function lenientPath(path: string): string {
  return lenientRun(path).replace(/[?#].*$/s, '')
}

/** `lenientPath` for a piece of a path. */
export function lenientRun(text: string): string {
  return decoded(text)
    .replace(asciiControls, '')
    .replaceAll('\\', '/')
    .replace(/;[^/]*/g, '')
    .replace(/\/{2,}/g, '/')
    .toLowerCase()
    .replaceAll('ς', 'σ')
}

/** Takes `.` and `..` out of a path as servers do (RFC 3986 section 5.2.4). */
export function withoutDotSegments(path: string): string {
  const kept: string[] = []
  const segments = path.split('/').slice(1)
  for (const [index, segment] of segments.entries()) {
    const dots = segment === '.' || segment === '..'
    if (segment === '..') kept.pop()
    if (!dots) kept.push(segment)
    else if (index === segments.length - 1) kept.push('')
  }
  return `/${kept.join('/')}`
}

/** What may be one character in UTF-8: of one byte, two, three or four. */
const encodedCharacter = /%([0-7]|([cd]|(e|f\w%[89ab])\w%[89ab])\w%[89ab])\w/gi

const asciiControls = /[^\P{Cc}\x80-\x9f]/gu

/** Decodes again and again, for a percent sign may itself be encoded. Only bytes that are no UTF-8 stay encoded. */
function decoded(text: string): string {
  let result = text
  for (let times = 0; times < mostDecodings && result.includes('%'); times += 1) {
    result = result.replace(encodedCharacter, decodedOnce)
  }
  return result
}

function decodedOnce(codes: string): string {
  try {
    return decodeURIComponent(codes)
  } catch {
    return codes
  }
}
