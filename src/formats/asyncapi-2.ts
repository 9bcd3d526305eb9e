import { type Channel, type Document, type Server, withVariables } from './asyncapi-document.ts'
import { examplesOf } from './asyncapi-messages.ts'
import { handshakeOf, serversOf } from './asyncapi-parts.ts'
import { memberOf, textOf } from './values.ts'

/** Version 2: channels are named by their paths, servers by whole URLs. */
export function channelsOf2(document: Document): { servers: Server[]; channels: Channel[] } {
  const servers = serversOf(document, urlOf)
  const channels = document
    .members(memberOf(document.root, 'channels'), 'channels')
    .map(([path, channel]) => channelOf(path, channel, document))
  return { servers, channels }
}

function urlOf(server: unknown, protocol: string): string {
  const url = withVariables(textOf(memberOf(server, 'url')))
  return /^wss?:/i.test(url) ? url : `${protocol}://${url.replace(/^(https?:)?\/\//i, '')}`
}

function channelOf(path: string, channel: unknown, document: Document): Channel {
  const place = `channels.${path}`
  const servers = memberOf(channel, 'servers')
  return {
    name: path,
    path: withVariables(path),
    servers: Array.isArray(servers) ? servers.filter((name) => typeof name === 'string') : [],
    ...handshakeOf(channel, document, place),
    messages: messagesOf(channel, document, place),
  }
}

/** `publish` is what a client may send, `subscribe` what it may receive. */
function messagesOf(channel: unknown, document: Document, place: string) {
  const message = document.resolve(memberOf(memberOf(channel, 'publish'), 'message'), `${place}.publish.message`)
  const oneOf = memberOf(message, 'oneOf')
  const messages = Array.isArray(oneOf) ? oneOf : message === undefined ? [] : [message]
  if (messages.length === 0 && memberOf(channel, 'subscribe') !== undefined) {
    document.draft.note(`${place}.subscribe`, 'Messages that only the server sends were not saved.')
  }
  const named = messages.map((given, index) => [`message ${index + 1}`, given] as const)
  return examplesOf(named, document, `${place}.publish.message`)
}
