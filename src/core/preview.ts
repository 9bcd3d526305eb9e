/**
 * The beginning of a message: text as it is, but not cut within a character of two units, bytes as hexadecimal pairs;
 * `…` where there is more.
 * @param most UTF-16 units, without what says that there is more
 */
export function previewOf(data: string | Uint8Array, most: number): string {
  if (typeof data === 'string') {
    return data.length > most ? `${data.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : data
  }
  const pairs = Array.from(data.subarray(0, most / 3), (byte) => byte.toString(16).padStart(2, '0'))
  return pairs.join(' ') + (pairs.length < data.length ? '…' : '')
}
