const encoder = new TextEncoder()

/** The bytes of a message on the wire, without its frame: text goes as UTF-8. */
export function payload(data: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof data === 'string' ? encoder.encode(data) : new Uint8Array(data)
}

/** Written over and never read: only how much was written counts. */
const scratch = new Uint8Array(65_536)

/**
 * How many bytes a message has on the wire. The browser's encoder counts them many times faster than a loop over the
 * text does.
 */
export function payloadBytes(data: string | Uint8Array): number {
  if (typeof data !== 'string') return data.byteLength
  let bytes = 0
  for (let rest = data; rest !== ''; ) {
    const { read, written } = encoder.encodeInto(rest, scratch)
    bytes += written
    rest = rest.slice(read)
  }
  return bytes
}
