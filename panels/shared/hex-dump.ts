/** Bytes in a line of a hex dump. */
const bytesPerLine = 16

/** Bytes as lines of offset, hexadecimal and ASCII, each line ended. */
export function hexDump(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let dump = ''
  for (let start = from; start < to; start += bytesPerLine) {
    dump += hexLine(bytes.subarray(start, Math.min(to, start + bytesPerLine)), start)
  }
  return dump
}

function hexLine(bytes: Uint8Array, offset: number): string {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
  const left = pairs.slice(0, 8).join(' ')
  const right = pairs.slice(8).join(' ')
  const characters = Array.from(bytes, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
  return `${offset.toString(16).padStart(8, '0')}  ${`${left}  ${right}`.padEnd(48)}  ${characters.join('')}\n`
}
