import {
  bindingOf,
  type Channel,
  type Document,
  isSocketProtocol,
  type Server,
  variableFrom,
  withVariables,
} from './asyncapi-document.ts'
import { examplesOf } from './asyncapi-messages.ts'
import { authOf } from './asyncapi-security.ts'
import { memberOf, textOf } from './values.ts'

/** Version 3: channels have addresses, servers hosts; operations tell who sends. */
export function channelsOf3(document: Document): { servers: Server[]; channels: Channel[] } {
  const servers = document.members(memberOf(document.root, 'servers'), 'servers').flatMap(([name, server]) => {
    const protocol = textOf(memberOf(server, 'protocol')).toLowerCase()
    return isSocketProtocol(protocol) ? [serverOf(name, server, protocol, document)] : []
  })
  const received = receivedChannels(document)
  const channels = document
    .members(memberOf(document.root, 'channels'), 'channels')
    .map(([name, channel]) => channelOf(name, channel, received.get(name), document))
  return { servers, channels }
}

function serverOf(name: string, server: unknown, protocol: string, document: Document): Server {
  const place = `servers.${name}`
  const member = (key: string) => withVariables(textOf(memberOf(server, key)))
  const path = member('pathname')
  return {
    name,
    url: `${protocol}://${member('host')}${path === '' ? '' : `/${path.replace(/^\/+/, '')}`}`,
    auth: authOf(memberOf(server, 'security'), document, `${place}.security`),
    variables: document
      .members(memberOf(server, 'variables'), `${place}.variables`)
      .map(([key, described]) => variableFrom(key, described)),
  }
}

function channelOf(
  name: string,
  channel: unknown,
  sentBy: 'client' | 'server' | undefined,
  document: Document,
): Channel {
  const place = `channels.${name}`
  const binding = bindingOf(channel, document, place)
  return {
    name,
    path: withVariables(textOf(memberOf(channel, 'address'))),
    servers: lastNames(memberOf(channel, 'servers')),
    headers: document.rows(memberOf(binding, 'headers'), `${place}.bindings.ws.headers`),
    parameters: document.rows(memberOf(binding, 'query'), `${place}.bindings.ws.query`),
    variables: document
      .members(memberOf(channel, 'parameters'), `${place}.parameters`)
      .map(([key, described]) => variableFrom(key, described)),
    messages: messagesOf(channel, sentBy, document, place),
  }
}

/** What the application receives is what a client sends; without operations, any message may be either. */
function messagesOf(channel: unknown, sentBy: 'client' | 'server' | undefined, document: Document, place: string) {
  const messages = document.members(memberOf(channel, 'messages'), `${place}.messages`)
  if (sentBy !== 'server') return examplesOf(messages, document, `${place}.messages`)
  if (messages.length > 0)
    document.draft.note(`${place}.messages`, 'Messages that only the server sends were not saved.')
  return []
}

function receivedChannels(document: Document): Map<string, 'client' | 'server'> {
  const senders = new Map<string, 'client' | 'server'>()
  for (const [, operation] of document.members(memberOf(document.root, 'operations'), 'operations')) {
    const [channel] = lastNames([memberOf(operation, 'channel')])
    if (channel === undefined) continue
    const receives = memberOf(operation, 'action') === 'receive' || memberOf(operation, 'reply') !== undefined
    if (receives || !senders.has(channel)) senders.set(channel, receives ? 'client' : 'server')
  }
  return senders
}

/** The last names of references such as `#/servers/production`. */
function lastNames(references: unknown): string[] {
  if (!Array.isArray(references)) return []
  const names = references.map((reference) => /\/([^/]+)$/.exec(textOf(memberOf(reference, '$ref')))?.[1])
  return names.filter((name) => name !== undefined).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}
