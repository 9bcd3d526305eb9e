import type { Header, ObservedHandshake } from './observed-handshake.ts'
import { splitSubprotocols } from './subprotocols.ts'

/** What has been seen of a handshake. */
export type Seen = Pick<ObservedHandshake, 'requestHeaders' | 'response'>

/**
 * Whether nothing can be seen in an answer 101 that does not fit the request: a `Sec-WebSocket-Accept` for another
 * request cannot be, and behind an answer that fits the server may just have gone.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-4.1
 */
export function fits({ requestHeaders, response }: Seen): boolean {
  if (response?.status !== 101) return true
  const answered = (name: string) => listed(response.headers, name)
  const offered = listed(requestHeaders, 'sec-websocket-protocol')
  return (
    answered('upgrade').some((word) => /^websocket$/i.test(word)) &&
    answered('connection').some((word) => /^upgrade$/i.test(word)) &&
    answered('sec-websocket-accept').some((word) => /^[a-z\d+/]{27}=$/i.test(word)) &&
    answered('sec-websocket-protocol').every((word) => offered.includes(word))
  )
}

/** What the headers of a name list, with commas between. */
function listed(headers: readonly Header[], name: string): string[] {
  return headers.filter((header) => header.name.toLowerCase() === name).flatMap(({ value }) => splitSubprotocols(value))
}
