/** What JSON is made of, as UTF-16 code units. */
export const sign = {
  quote: 0x22,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  point: 0x2e,
  zero: 0x30,
  colon: 0x3a,
  openArray: 0x5b,
  backslash: 0x5c,
  closeArray: 0x5d,
  exponent: 0x65,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const

// Loops instead of regular expressions: these run for each of some million values. All tell the offset behind what was
// read, or -1 where it is not JSON (RFC 8259).

export function skipSpace(text: string, start: number): number {
  let at = start
  for (;;) {
    const unit = text.charCodeAt(at)
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at
    at += 1
  }
}

/** @param start at the quotation mark */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === sign.quote) return at + 1
    if (unit === sign.backslash) {
      at = endOfEscape(text, at) - 1
      if (at < 0) return -1
    } else if (!(unit >= 0x20)) return -1
  }
}

function endOfEscape(text: string, start: number): number {
  const letter = text.charAt(start + 1)
  if (letter !== 'u') return letter !== '' && '"\\/bfnrt'.includes(letter) ? start + 2 : -1
  return /^[0-9a-fA-F]{4}$/.test(text.slice(start + 2, start + 6)) ? start + 6 : -1
}

/** The end of a number, `true`, `false` or `null`. */
export function endOfWord(text: string, start: number): number {
  const unit = text.charCodeAt(start)
  if (unit === sign.minus || isDigit(unit)) return endOfNumber(text, start)
  if (unit === 0x74) return text.startsWith('true', start) ? start + 4 : -1
  if (unit === 0x66) return text.startsWith('false', start) ? start + 5 : -1
  return text.startsWith('null', start) ? start + 4 : -1
}

function endOfNumber(text: string, start: number): number {
  let at = text.charCodeAt(start) === sign.minus ? start + 1 : start
  const whole = at
  at = endOfDigits(text, at)
  if (at < 0 || (text.charCodeAt(whole) === sign.zero && at > whole + 1)) return -1
  if (text.charCodeAt(at) === sign.point) at = endOfDigits(text, at + 1)
  if (at < 0) return -1
  // Either case of the letter.
  if ((text.charCodeAt(at) | 0x20) !== sign.exponent) return at
  const unit = text.charCodeAt(at + 1)
  return endOfDigits(text, at + (unit === sign.plus || unit === sign.minus ? 2 : 1))
}

/** At least one is there. */
function endOfDigits(text: string, start: number): number {
  let at = start
  while (isDigit(text.charCodeAt(at))) at += 1
  return at > start ? at : -1
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}
