import * as v from 'valibot'
import { isJson } from '../core/json.ts'
import { Draft } from './draft.ts'
import { withOuter } from './environments.ts'
import type { ImportResult, SavedMessage } from './imported.ts'
import {
  type Around,
  environmentVariables,
  noteFolderVariables,
  noteTemplates,
  noteVault,
  profileOf,
  requestFields,
} from './insomnia.ts'
import { invalidFile } from './invalid-file.ts'
import { mostDepth } from './limits.ts'
import { readYaml } from './read-yaml.ts'
import { optionalText } from './schema.ts'
import { objectOf, textOf } from './values.ts'
import { normaliseVariables } from './variables.ts'

const file = v.object({ _type: v.literal('export'), __export_format: optionalText, resources: v.array(v.unknown()) })
const identity = v.object({ _id: optionalText, _type: optionalText, parentId: optionalText, name: optionalText })
const request = v.object({ _id: optionalText, parentId: optionalText, ...requestFields })
const payload = v.object({ parentId: optionalText, name: optionalText, value: optionalText, mode: optionalText })

type Identity = v.InferOutput<typeof identity>

/** An Insomnia export of version 4, JSON or YAML: a flat list of resources that name their parents. */
export function importInsomnia4(text: string): ImportResult {
  const read = readYaml(text)
  if (!read.ok) return read
  const parsed = v.safeParse(file, read.value)
  if (!parsed.success)
    return invalidFile('This is not an Insomnia export: `_type: export` with `resources` was expected.')
  const { __export_format: format, resources } = parsed.output
  if (Number(format) !== 4)
    return invalidFile(`__export_format: Insomnia exports of version 4 can be read, not ${format}.`)
  const draft = new Draft('Insomnia v4')
  readResources(resources, draft)
  return draft.finish('This Insomnia export holds no WebSocket requests.')
}

interface Resource {
  readonly item: Identity
  readonly place: string
  readonly raw: Around
}

function readResources(resources: readonly unknown[], draft: Draft): void {
  const all: Resource[] = []
  const messages = new Map<string, SavedMessage[]>()
  const leftOut = new Map<string, number>()
  draft.each(resources, 'resources', identity, (item, place, resource) => {
    all.push({ item, place, raw: objectOf(resource) })
    if (item._type === 'websocket_payload') draft.one(resource, place, payload, addMessage)
    else if (/^(request|grpc_request|socketio_request|mqtt_request)$/.test(item._type)) {
      leftOut.set(item._type, (leftOut.get(item._type) ?? 0) + 1)
    }
  })
  const known = new Map(all.map((resource) => [resource.item._id, resource]))
  const ofType = (type: string) => all.filter(({ item }) => item._type === type)
  for (const { item, place, raw } of ofType('environment')) {
    const outer = item.parentId === item._id ? [] : environmentVariables(known.get(item.parentId)?.raw)
    noteVault(raw, place, draft)
    draft.environment({ name: item.name, variables: withOuter(environmentVariables(raw), outer) })
  }
  const requests = ofType('websocket_request').map((found) => ({ ...found, folders: foldersOf(found.item, known) }))
  for (const { raw, place } of new Set(requests.flatMap(({ folders }) => folders))) {
    noteFolderVariables(raw, place, draft)
  }
  for (const { place, raw, folders } of requests.toSorted(bySortKeys)) {
    const around = folders.map((folder) => folder.raw)
    draft.one(raw, place, request, (item) => {
      draft.profile(profileOf(item, around, messages.get(item._id) ?? [], draft, place))
    })
  }
  for (const [type, count] of leftOut)
    draft.note('resources', `${count} of type ${type} left out: only WebSockets are read.`)

  function addMessage({ parentId, name, value, mode }: v.InferOutput<typeof payload>, place: string): void {
    const message = messageOf(name, value, mode)
    noteTemplates(message.data, place, draft)
    const list = messages.get(parentId) ?? []
    list.push(message)
    messages.set(parentId, list)
  }
}

/** In the order in which Insomnia shows them: what is in a file follows none. */
function bySortKeys(one: InFolders, other: InFolders): number {
  const [first, second] = [sortKeysOf(one), sortKeysOf(other)]
  const at = first.findIndex((key, index) => key !== second[index])
  return at < 0 ? 0 : (first[at] ?? 0) - (second[at] ?? 0)
}

type InFolders = Pick<Resource, 'raw'> & { readonly folders: readonly Resource[] }

function sortKeysOf({ raw, folders }: InFolders): number[] {
  const keys = [...folders.map((folder) => folder.raw), raw].map(({ metaSortKey }) => metaSortKey)
  return keys.map((key) => Number(textOf(key)) || 0)
}

function messageOf(name: string, value: string, mode: string): SavedMessage {
  const kind = mode.includes('json') || (mode === '' && isJson(value)) ? 'json' : 'text'
  return { name, kind, data: normaliseVariables(value) }
}

/** Folders up to the workspace, outermost first. A file may name itself as its own parent: each counts once. */
function foldersOf({ parentId }: Identity, known: ReadonlyMap<string, Resource>): readonly Resource[] {
  const folders: Resource[] = []
  const seen = new Set<string>()
  for (let id = parentId; !seen.has(id) && seen.size < mostDepth; ) {
    seen.add(id)
    const folder = known.get(id)
    if (!folder || (folder.item._type !== 'request_group' && folder.item._type !== 'workspace')) break
    folders.unshift(folder)
    id = folder.item.parentId
  }
  return folders
}
