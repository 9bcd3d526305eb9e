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

/** Version 2: channels are named by their paths, servers by whole URLs. */
export function channelsOf2(document: Document): { servers: Server[]; channels: Channel[] } {
  const servers = document.members(memberOf(document.root, 'servers'), 'servers').flatMap(([name, server]) => {
    const protocol = textOf(memberOf(server, 'protocol')).toLowerCase()
    return isSocketProtocol(protocol) ? [serverOf(name, server, protocol, document)] : []
  })
  const channels = document
    .members(memberOf(document.root, 'channels'), 'channels')
    .map(([path, channel]) => channelOf(path, channel, document))
  return { servers, channels }
}

function serverOf(name: string, server: unknown, protocol: string, document: Document): Server {
  const place = `servers.${name}`
  const url = withVariables(textOf(memberOf(server, 'url')))
  return {
    name,
    url: /^wss?:/i.test(url) ? url : `${protocol}://${url.replace(/^(https?:)?\/\//i, '')}`,
    auth: authOf(memberOf(server, 'security'), document, `${place}.security`),
    variables: document
      .members(memberOf(server, 'variables'), `${place}.variables`)
      .map(([key, described]) => variableFrom(key, described)),
  }
}

function channelOf(path: string, channel: unknown, document: Document): Channel {
  const place = `channels.${path}`
  const servers = memberOf(channel, 'servers')
  const binding = bindingOf(channel, document, place)
  return {
    name: path,
    path: withVariables(path),
    servers: Array.isArray(servers) ? servers.filter((name) => typeof name === 'string') : [],
    headers: document.rows(memberOf(binding, 'headers'), `${place}.bindings.ws.headers`),
    parameters: document.rows(memberOf(binding, 'query'), `${place}.bindings.ws.query`),
    variables: document
      .members(memberOf(channel, 'parameters'), `${place}.parameters`)
      .map(([name, described]) => variableFrom(name, described)),
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
