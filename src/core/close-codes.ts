/**
 * What WebSocket close codes mean.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4
 * @see https://www.iana.org/assignments/websocket/websocket.xhtml
 */
const registered: Readonly<Record<number, string>> = {
  1000: 'Normal closure',
  1001: 'Going away: an endpoint is leaving, such as a server going down or a page closing',
  1002: 'Protocol error',
  1003: 'Unsupported data: a kind of data the endpoint cannot accept',
  1005: 'No status received: the close frame carried no code',
  1006: 'Abnormal closure: the connection ended without a close frame',
  1007: 'Invalid payload: data that does not match the message type, such as bad UTF-8',
  1008: 'Policy violation: the message breaks a rule of the endpoint',
  1009: 'Message too big for the endpoint to process',
  1010: 'Mandatory extension: the server did not negotiate an extension the client needs',
  1011: 'Internal error: the server met an unexpected condition',
  1012: 'Service restart',
  1013: 'Try again later: the server is overloaded',
  1014: 'Bad gateway: an upstream server gave an invalid response',
  1015: 'TLS handshake failure: for example an unverified server certificate',
  3000: 'Unauthorized',
  3003: 'Forbidden',
  3008: 'Timeout',
}

/** The meaning of a close code in words, for every code from 0 to 65535. */
export function closeCodeMeaning(code: number): string {
  const known = registered[code]
  if (known !== undefined) return known
  if (code < 1000) return 'Not a valid close code'
  if (code < 3000) return 'Reserved for the WebSocket protocol'
  if (code < 4000) return 'Registered for libraries and frameworks'
  if (code < 5000) return 'Private use: its meaning is agreed between client and server'
  return 'Not a valid close code'
}
