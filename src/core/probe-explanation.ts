import { type Explanation, explainError, explainStatus } from './handshake-explanation.ts'
import type { HandshakeFailure } from './handshake-failure.ts'

const mayDiffer = 'Check subprotocols, authentication and the Origin header: it may accept only some.'

/** What a plain GET tells of why the handshake at the same address failed. */
export function explainProbe({ status, error = '' }: HandshakeFailure): Explanation {
  if (status === undefined) return explainError(error) ?? unreachable
  if (status === 426) return upgradeRequired
  if (status >= 300) return explainStatus(status) ?? unreachable
  return {
    finding: `The server answers plain HTTP at this address with ${status}, but the WebSocket handshake failed.`,
    advice: `There may be only a web page at this path. If there is a WebSocket as well: ${mayDiffer}`,
  }
}

const unreachable: Explanation = {
  finding: 'The browser got no answer that it could use.',
  advice: 'Check host and port, and the network or VPN.',
}

const upgradeRequired: Explanation = {
  finding:
    'The server answers plain HTTP with 426 Upgrade Required: it is a WebSocket server at this address, so it turned this handshake down, or the browser did not take its answer.',
  advice: `${mayDiffer} Its own log tells whether it switched; if so, its Sec-WebSocket-Accept, subprotocol or extensions are wrong.`,
}
