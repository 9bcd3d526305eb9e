import { type Channel, type Document, type Server, withVariables } from './asyncapi-document.ts'
import { examplesOf } from './asyncapi-messages.ts'
import { handshakeOf, serversOf } from './asyncapi-parts.ts'
import { memberOf, textOf } from './values.ts'

/** Version 3: channels have addresses, servers hosts; operations tell who sends. */
export function channelsOf3(document: Document): { servers: Server[]; channels: Channel[] } {
  const servers = serversOf(document, urlOf)
  const received = receivedChannels(document)
  const channels = document
    .members(memberOf(document.root, 'channels'), 'channels')
    .map(([name, channel]) => channelOf(name, channel, received.get(name), document))
  return { servers, channels }
}

function urlOf(server: unknown, protocol: string): string {
  const member = (key: string) => withVariables(textOf(memberOf(server, key)))
  const path = member('pathname')
  return `${protocol}://${member('host')}${path === '' ? '' : `/${path.replace(/^\/+/, '')}`}`
}

function channelOf(
  name: string,
  channel: unknown,
  sentBy: 'client' | 'server' | undefined,
  document: Document,
): Channel {
  const place = `channels.${name}`
  return {
    name,
    path: withVariables(textOf(memberOf(channel, 'address'))),
    servers: lastNames(memberOf(channel, 'servers')),
    ...handshakeOf(channel, document, place),
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
