import { readOptions, type ValueOption } from './command-options.ts'
import { addToolCall, certificateReason, messageOf, proxyReason, tlsReason, valuesOf } from './command-profile.ts'
import type { Draft } from './draft.ts'
import type { SavedMessage } from './imported.ts'

const known: readonly ValueOption[] = [
  { name: 'connect', short: 'c', long: 'connect' },
  { name: 'header', short: 'H', long: 'header' },
  { name: 'protocol', short: 's', long: 'subprotocol' },
  { name: 'execute', short: 'x', long: 'execute' },
  { name: 'origin', short: 'o', long: 'origin' },
  { name: 'auth', long: 'auth' },
  { name: 'listen', short: 'l', long: 'listen' },
  { name: '--protocol', short: 'p', long: 'protocol' },
  { name: '--wait', short: 'w', long: 'wait' },
  { name: '--ca', long: 'ca' },
  { name: '--cert', long: 'cert' },
  { name: '--host', long: 'host' },
  { name: '--key', long: 'key' },
  { name: '--max-redirects', long: 'max-redirects' },
  { name: '--passphrase', long: 'passphrase' },
  { name: '--proxy', long: 'proxy' },
]

const reasons = {
  '-n': tlsReason,
  '--no-check': tlsReason,
  '--ca': tlsReason,
  '--cert': certificateReason,
  '--key': certificateReason,
  '--passphrase': certificateReason,
  '--proxy': proxyReason,
  '--host': 'a browser sends the host of the URL',
}

/** @see https://github.com/websockets/wscat */
export function addWscat(words: readonly string[], piped: readonly SavedMessage[], draft: Draft, place: string): void {
  const { options, operands } = readOptions(words, known)
  if (valuesOf(options, 'listen').length > 0) {
    draft.note(place, 'Left out: this wscat is a server (--listen), not a client.')
    return
  }
  const url = valuesOf(options, 'connect')[0] ?? operands[0]
  if (!url) {
    draft.note(place, 'Left out: wscat is given no URL (-c).')
    return
  }
  addToolCall(
    {
      // wscat takes a bare host for one without TLS.
      url: /^[a-z+]+:\/\/|^\{\{/i.test(url) ? url : `ws://${url}`,
      options,
      reasons,
      savedMessages: [...valuesOf(options, 'execute').map(messageOf), ...piped],
    },
    draft,
    place,
  )
}
