const encoder = new TextEncoder()
/** Used again and again: to count must not make garbage for each message. */
const scratch = new Uint8Array(64 * 1024)

/** How many bytes a text is in UTF-8. */
export function utf8Length(text: string): number {
  let length = 0
  let rest = text
  do {
    const { read, written } = encoder.encodeInto(rest, scratch)
    length += written
    rest = rest.slice(read)
  } while (rest !== '')
  return length
}
