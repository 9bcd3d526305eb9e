/** Bytes in a line of a hex dump. */
const usualPerLine = 16
/** Bytes that stand together. */
const group = 8

/**
 * Bytes as lines of offset, hexadecimal and ASCII, each line ended.
 * @param perLine how many of them are in a line, whole groups of 8
 */
export function hexDump(bytes: Uint8Array, from = 0, to = bytes.length, perLine = usualPerLine): string {
  let dump = ''
  for (let start = from; start < to; start += perLine) {
    dump += hexLine(bytes.subarray(start, Math.min(to, start + perLine)), start, perLine)
  }
  return dump
}

function hexLine(bytes: Uint8Array, offset: number, perLine: number): string {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
  const groups: string[] = []
  for (let start = 0; start < perLine; start += group) groups.push(pairs.slice(start, start + group).join(' '))
  const width = (perLine / group) * (3 * group + 1) - 2
  const characters = Array.from(bytes, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
  return `${offset.toString(16).padStart(8, '0')}  ${groups.join('  ').padEnd(width)}  ${characters.join('')}\n`
}
