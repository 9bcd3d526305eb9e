import {
  bindingOf,
  type Channel,
  type Document,
  isSocketProtocol,
  type Server,
  variableFrom,
} from './asyncapi-document.ts'
import { authOf } from './asyncapi-security.ts'
import type { Variable } from './imported.ts'
import { memberOf, textOf } from './values.ts'

/**
 * The servers that speak WebSocket.
 * @param urlOf a server's URL; each version writes it in another way
 */
export function serversOf(document: Document, urlOf: (server: unknown, protocol: string) => string): Server[] {
  return document.members(memberOf(document.root, 'servers'), 'servers').flatMap(([name, server]) => {
    const protocol = textOf(memberOf(server, 'protocol')).toLowerCase()
    if (!isSocketProtocol(protocol)) return []
    const place = `servers.${name}`
    return [
      {
        name,
        url: urlOf(server, protocol),
        auth: authOf(memberOf(server, 'security'), document, `${place}.security`),
        variables: variablesIn(server, 'variables', document, place),
      },
    ]
  })
}

/** What the handshake with a channel has, which both versions tell alike. */
export function handshakeOf(
  channel: unknown,
  document: Document,
  place: string,
): Pick<Channel, 'headers' | 'parameters' | 'variables'> {
  const binding = bindingOf(channel, document, place)
  return {
    headers: document.rows(memberOf(binding, 'headers'), `${place}.bindings.ws.headers`),
    parameters: document.rows(memberOf(binding, 'query'), `${place}.bindings.ws.query`),
    variables: variablesIn(channel, 'parameters', document, place),
  }
}

function variablesIn(value: unknown, member: string, document: Document, place: string): Variable[] {
  const described = document.members(memberOf(value, member), `${place}.${member}`)
  return described.map(([name, one]) => variableFrom(name, one))
}
