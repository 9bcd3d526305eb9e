const encoder = new TextEncoder()

/** The bytes of a message on the wire, without its frame: text goes as UTF-8. */
export function payload(data: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof data === 'string' ? encoder.encode(data) : new Uint8Array(data)
}

/** How many bytes a message has on the wire; counted without encoding it. */
export function payloadBytes(data: string | Uint8Array): number {
  if (typeof data !== 'string') return data.byteLength
  let bytes = data.length
  for (let index = 0; index < data.length; index += 1) {
    const unit = data.charCodeAt(index)
    if (unit > 0x7f) bytes += unit > 0x7ff && !isHalfOfPair(data, index) ? 2 : 1
  }
  return bytes
}

/** A pair of surrogates is one character of four bytes; one alone is sent as U+FFFD, which has three. */
function isHalfOfPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  if (unit < 0xd800 || unit > 0xdfff) return false
  return isHigh(unit) ? isLow(text.charCodeAt(index + 1)) : isHigh(text.charCodeAt(index - 1))
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
