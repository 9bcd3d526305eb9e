/** Where and why a message does not fit a schema. */
export interface Misfit {
  /** The value, as a JSON Pointer (RFC 6901); empty for the whole message. */
  readonly pointer: string
  readonly reason: string
}

/** A sentence that begins with the place. */
export function misfitInWords({ pointer, reason }: Misfit): string {
  return pointer === '' ? reason : `At ${pointer}: ${reason}`
}
