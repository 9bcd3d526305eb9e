import * as v from 'valibot'
import { channelsOf2 } from './asyncapi-2.ts'
import { channelsOf3 } from './asyncapi-3.ts'
import { type Channel, Document, type Server } from './asyncapi-document.ts'
import { Draft } from './draft.ts'
import { type ImportResult, importedProfile, type Variable } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { readYaml } from './read-yaml.ts'
import { memberOf, textOf } from './values.ts'

const version = v.pipe(v.string(), v.regex(/^[23]\.\d+\.\d+(-.*)?$/))

/**
 * An AsyncAPI description of version 2 or 3: a profile for each channel on each WebSocket server.
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function importAsyncApi(text: string): ImportResult {
  const read = readYaml(text)
  if (!read.ok) return read
  const stated = memberOf(read.value, 'asyncapi')
  if (!v.is(version, stated)) {
    const found = textOf(stated).slice(0, 40)
    return invalidFile(`asyncapi: version 2 or 3 was expected, not “${found}”.`)
  }
  const draft = new Draft('AsyncAPI')
  const document = new Document(read.value, draft)
  const { servers, channels } = stated.startsWith('2') ? channelsOf2(document) : channelsOf3(document)
  const title = textOf(memberOf(memberOf(read.value, 'info'), 'title'))
  if (servers.length === 0) draft.note('servers', 'No server has the protocol ws or wss.')
  const variables = channels.flatMap((channel) => channel.variables)
  for (const server of servers) {
    if (!addChannels(server, channels, title, draft)) break
    addEnvironment(server, variables, title, draft)
  }
  return draft.finish('This AsyncAPI file describes no channels.')
}

/** @returns whether there is room for more. */
function addChannels(server: Server, channels: readonly Channel[], title: string, draft: Draft): boolean {
  const here = channels.filter((channel) => channel.servers.length === 0 || channel.servers.includes(server.name))
  return here.every((channel) => {
    const profile = importedProfile({
      name: channel.name,
      folder: [title, server.name].filter((name) => name !== ''),
      url: join(server.url, channel.path),
      headers: channel.headers,
      parameters: channel.parameters,
      auth: server.auth,
      savedMessages: channel.messages,
    })
    return draft.profile(profile) !== undefined
  })
}

function addEnvironment(server: Server, shared: readonly Variable[], title: string, draft: Draft): void {
  const names = new Set<string>()
  const distinct = [...server.variables, ...shared].filter(({ name }) => !names.has(name) && names.add(name))
  draft.environment({ name: [title, server.name].filter((name) => name !== '').join(' – '), variables: distinct })
}

function join(server: string, path: string): string {
  if (path === '' || path === '/') return server
  return `${server.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`
}
