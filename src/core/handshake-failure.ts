import type { ObservedHandshake } from './observed-handshake.ts'

/** What is known of a failed handshake, or of a request made to find out; `explainFailure` has the words for it. */
export interface HandshakeFailure {
  /** Of the answer; 101 is one that the browser did not take. */
  readonly status?: number
  /** The browser's own name of what went wrong. */
  readonly error?: string
}

/** What Firefox makes of an answer without a status line. */
const withoutStatusLine = 'HTTP/0.9'

/** What went wrong with a handshake of which it is known that it failed, as far as the browser told. */
export function failureOf({ response, error }: Pick<ObservedHandshake, 'response' | 'error'>) {
  if (response) return failureOfAnswer(response)
  return error === undefined ? undefined : { error }
}

/** What an answer that opened no WebSocket says. */
export function failureOfAnswer({ status, statusLine }: { status: number; statusLine: string }): HandshakeFailure {
  return statusLine.startsWith(withoutStatusLine) ? { error: 'INVALID_HTTP_RESPONSE' } : { status }
}
