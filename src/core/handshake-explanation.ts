import type { ConnectionState } from './connection.ts'
import type { HandshakeFailure } from './handshake-failure.ts'
import { fits, type Seen } from './handshake-fit.ts'

/** What a failed handshake came to, in words. */
export interface Explanation {
  /** What happened. */
  readonly finding: string
  /** What a person can do about it. */
  readonly advice: string
}

const askWhoRunsIt = 'Check the proxy settings of the browser, or ask whoever runs the proxy.'

const proxyAuthentication: Explanation = {
  finding: 'Proxy authentication is asked for (407).',
  advice: askWhoRunsIt,
}

const byStatus: Readonly<Record<number, Explanation>> = {
  200: {
    finding: 'The server answered as a web page (200) instead of switching to WebSocket.',
    advice: 'Check the path: there may be no WebSocket endpoint at it.',
  },
  301: redirect(301),
  302: redirect(302),
  303: redirect(303),
  307: redirect(307),
  308: redirect(308),
  400: { finding: 'The server found the request faulty (400).', advice: 'Check subprotocols, headers and parameters.' },
  401: {
    finding: 'The server asks for authentication (401).',
    advice: 'Check the authentication of the connection: it is missing, wrong or out of date.',
  },
  403: {
    finding: 'The server knows the request and refuses it (403).',
    advice: 'Check the rights of the account, and the Origin header: servers often allow their own pages only.',
  },
  404: { finding: 'The server has nothing at this path (404).', advice: 'Check the path of the URL.' },
  407: proxyAuthentication,
  426: {
    finding: 'The server demands another protocol or version (426).',
    advice: 'Check what the response’s Upgrade and Sec-WebSocket-Version headers ask for.',
  },
  429: { finding: 'The server takes no more requests for now (429).', advice: 'Wait before the next try.' },
}

function redirect(status: number): Explanation {
  return {
    finding: `The server points to another address (${status}); browsers do not follow that for WebSockets.`,
    advice: 'Connect to the address in the Location header.',
  }
}

/** What an HTTP status means for a handshake; `undefined` for 101, which is no failure. */
export function explainStatus(status: number): Explanation | undefined {
  if (status === 101) return undefined
  const known = byStatus[status]
  if (known) return known
  if (status >= 500 && status < 600) {
    return { finding: `The server failed at the handshake (${status}).`, advice: 'Look at the server’s own log.' }
  }
  return {
    finding: `The server answered ${status} instead of 101.`,
    advice: 'Check the URL and what the server expects.',
  }
}

/** The browsers' own names of what went wrong, most telling first; status lines are those of answers they made up (`Fault`). */
const byError: readonly (readonly [RegExp, Explanation])[] = [
  [/UNEXPECTED_PROXY_AUTH/, proxyAuthentication],
  [
    /PROXY|TUNNEL/,
    { finding: 'The proxy could not be reached, or did not let the connection through.', advice: askWhoRunsIt },
  ],
  [
    / Internal Redirect$/,
    {
      finding:
        'The browser itself goes elsewhere: it asks this host over TLS only (HSTS), or an extension redirects it.',
      advice: 'Try wss:// in place of ws://.',
    },
  ],
  [
    /CLIENT_AUTH|CERTIFICATE_REQUIRED|your certificate/,
    {
      finding: 'The server asks for a certificate of the client.',
      advice: 'Open the address with https:// in a tab and choose the certificate there.',
    },
  ],
  [
    /WEBSOCKET_CONNECTION_REFUSED/,
    { finding: 'The server did not accept the handshake.', advice: 'Its status and headers tell more.' },
  ],
  [
    /CONNECTION_REFUSED$/,
    { finding: 'Nothing listens at this host and port.', advice: 'Check the port, and that the server is running.' },
  ],
  [
    /NAME_NOT_RESOLVED|UNKNOWN_HOST/,
    { finding: 'The host name is not known.', advice: 'Check its spelling, and the network or VPN.' },
  ],
  [
    /CERT|certificate|SEC_ERROR|MOZILLA_PKIX/i,
    {
      finding: 'The server’s certificate is not trusted.',
      advice: 'Open the address with https:// in a tab to see why; browsers allow no exception for a single socket.',
    },
  ],
  [
    /SSL|TLS|security protocol|NS_ERROR_NET_INADEQUATE/i,
    { finding: 'No TLS could be agreed on.', advice: 'The server may speak plain ws:// at this port.' },
  ],
  [
    /EMPTY_RESPONSE|CONNECTION_RESET|CONNECTION_CLOSED|NET_RESET|NET_INTERRUPT|RESPONSE_HEADERS_TRUNCATED| Connection Error$/,
    {
      finding: 'The server ended the connection without a whole answer.',
      advice: 'It may expect wss://, or reject this client.',
    },
  ],
  [
    /^HTTP\/0\.9|INVALID_HTTP_RESPONSE|NET_ON_RECEIVING|CORRUPTED/,
    { finding: 'The answer was not HTTP.', advice: 'Another service may listen there.' },
  ],
  [
    /HEADERS_TOO_BIG/,
    {
      finding: 'The headers of the answer are longer than browsers take.',
      advice: 'Look for what fills them, such as cookies.',
    },
  ],
  [/UNSAFE_PORT|PORT_ACCESS/, { finding: 'Browsers block this port.', advice: 'Use another port for the server.' }],
  [
    /TIMED_OUT|NET_TIMEOUT/,
    { finding: 'The server did not answer in time.', advice: 'A firewall may swallow the packets.' },
  ],
]

/** What a browser's error name means, where it tells anything: Chrome calls every failed handshake `net::ERR_FAILED`. */
export function explainError(error: string): Explanation | undefined {
  return byError.find(([pattern]) => pattern.test(error))?.[1]
}

/** What is known of a handshake that failed, in words; undefined where the browser's name of it tells nothing. */
export function explainFailure({ status, error }: HandshakeFailure): Explanation | undefined {
  if (status === 101) return misfit
  return (
    (status === undefined ? undefined : explainStatus(status)) ??
    (error === undefined ? undefined : explainError(error))
  )
}

/**
 * Why trying again is of no use, if it is not: who is not let in now will not be let in then, and a server that answers
 * a handshake wrongly does so again.
 * @param state of the connection, which tells an answer that the browser took from one that it did not
 */
export function whyNotAgain(seen: Seen, state: ConnectionState): string | undefined {
  const status = seen.response?.status
  const isBarred = status === 401 || status === 403
  const explanation = isBarred ? byStatus[status] : !wasOpen(state) && !fits(seen) ? misfit : undefined
  return explanation && `${explanation.finding} ${explanation.advice}`
}

function wasOpen(state: ConnectionState): boolean {
  const last = state.phase === 'waiting' ? state.closed : state
  return last.phase !== 'connecting' && !(last.phase === 'closed' && last.during === 'handshake')
}

const misfit: Explanation = {
  finding: 'The server switched to WebSocket (101), but the connection failed before it was open.',
  advice:
    'Sec-WebSocket-Accept, the subprotocol or the extensions are wrong, or the server ended the connection or sent a faulty frame at once.',
}
