/** Bytes in a line of a hex dump. */
const usualPerLine = 16
/** Bytes that stand together. */
const group = 8

/** Where the first byte of a line stands, behind eight digits of its offset. */
const hexColumn = 10

/**
 * Bytes as lines of offset, hexadecimal and ASCII, each line ended. Written as bytes: to join texts takes seconds where there
 * are millions of bytes.
 * @param perLine how many of them are in a line, whole groups of 8
 */
export function hexDump(bytes: Uint8Array, from = 0, to = bytes.length, perLine = usualPerLine): string {
  const textColumn = hexColumn + (perLine / group) * (3 * group + 1)
  const length = Math.max(0, to - from)
  const dump = new Uint8Array(Math.ceil(length / perLine) * (textColumn + 1) + length).fill(space)
  let line = 0
  for (let start = from; start < to; start += perLine) {
    const end = Math.min(to, start + perLine)
    putHex(dump, line, start, 8)
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      const place = at - start
      putHex(dump, line + hexColumn + 3 * place + Math.floor(place / group), byte, 2)
      dump[line + textColumn + place] = byte >= space && byte < 127 ? byte : dot
    }
    line += textColumn + end - start + 1
    dump[line - 1] = lineFeed
  }
  return new TextDecoder().decode(dump)
}

const [space, dot, lineFeed] = [0x20, 0x2e, 0x0a]
const digits = new TextEncoder().encode('0123456789abcdef')

function putHex(dump: Uint8Array, at: number, value: number, length: number): void {
  let rest = value
  for (let place = at + length - 1; place >= at; place--) {
    dump[place] = digits[rest % 16] ?? 0
    rest = Math.floor(rest / 16)
  }
}
