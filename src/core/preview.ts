/**
 * The beginning of a text, not cut within a character of two units; `…` where there is more.
 * @param most UTF-16 units, without what says that there is more
 */
export function beginningOf(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text
}

/** The beginning of a message: the same of text, of bytes hexadecimal pairs. */
export function previewOf(data: string | Uint8Array, most: number): string {
  if (typeof data === 'string') return beginningOf(data, most)
  const pairs = Array.from(data.subarray(0, most / 3), (byte) => byte.toString(16).padStart(2, '0'))
  return pairs.join(' ') + (pairs.length < data.length ? '…' : '')
}
