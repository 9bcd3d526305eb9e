import { readOptions, type ValueOption } from './command-options.ts'
import { addToolCall, certificateReason, proxyReason, tlsReason } from './command-profile.ts'
import type { Draft } from './draft.ts'
import type { SavedMessage } from './imported.ts'

const known: readonly ValueOption[] = [
  { name: 'header', short: 'H', long: 'header' },
  { name: 'protocol', long: 'protocol' },
  { name: 'origin', long: 'origin' },
  { name: 'auth', long: 'basic-auth' },
  { name: '--ping-interval', long: 'ping-interval' },
  { name: '--ping-timeout', long: 'ping-timeout' },
  { name: '--socks5', long: 'socks5' },
  { name: '--client-pkcs12-der', long: 'client-pkcs12-der' },
  { name: '--client-pkcs12-passwd', long: 'client-pkcs12-passwd' },
  { name: '--buffer-size', short: 'B', long: 'buffer-size' },
  { name: '--close-reason', long: 'close-reason' },
  { name: '--close-status-code', long: 'close-status-code' },
  { name: '--tls-domain', long: 'tls-domain' },
  { name: '--header-to-env', long: 'header-to-env' },
  { name: '--restrict-uri', long: 'restrict-uri' },
  { name: '--ws-c-uri', long: 'ws-c-uri' },
]

const reasons = {
  '-k': tlsReason,
  '--insecure': tlsReason,
  '--tls-domain': tlsReason,
  '--client-pkcs12-der': certificateReason,
  '--client-pkcs12-passwd': certificateReason,
  '--socks5': proxyReason,
  '--ping-interval': 'browsers cannot send ping frames',
  '-s': 'this websocat is a server',
  '--server-mode': 'this websocat is a server',
}

/** @see https://github.com/vi/websocat */
export function addWebsocat(
  words: readonly string[],
  piped: readonly SavedMessage[],
  draft: Draft,
  place: string,
): void {
  const { options, operands } = readOptions(words, known)
  const addresses = operands.map((operand) =>
    operand.replace(/^(?:autoreconnect|reuse|log|ws-c?|text|binary):(?=wss?:)/, ''),
  )
  const url =
    addresses.find((address) => /^wss?:\/\//i.test(address)) ?? addresses.find((address) => /^\{\{/.test(address))
  if (!url) {
    draft.note(place, 'Left out: websocat is given no ws: or wss: URL to connect to.')
    return
  }
  addToolCall({ url, options, reasons, savedMessages: piped }, draft, place)
}
