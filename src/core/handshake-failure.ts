import type { ObservedHandshake } from './observed-handshake.ts'

/** What is known of a failed handshake, or of a request made to find out; `explainFailure` has the words for it. */
export interface HandshakeFailure {
  /** Of the answer; 101 is one that the browser did not take. */
  readonly status?: number
  /** The browser's own name of what went wrong, or the status line of an answer that it made up itself. */
  readonly error?: string
}

/** What went wrong with a handshake of which it is known that it failed, as far as the browser told. */
export function failureOf({
  response,
  error,
}: Pick<ObservedHandshake, 'response' | 'error'>): HandshakeFailure | undefined {
  if (response) return { status: response.status }
  return error === undefined ? undefined : { error }
}
