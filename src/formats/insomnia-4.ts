import * as v from 'valibot'
import { isJson } from '../core/json.ts'
import { Draft } from './draft.ts'
import type { ImportResult, SavedMessage } from './imported.ts'
import { profileOf, requestFields } from './insomnia.ts'
import { invalidFile } from './invalid-file.ts'
import { mostDepth } from './limits.ts'
import { readYaml } from './read-yaml.ts'
import { later, optionalText } from './schema.ts'
import { normaliseVariables, variablesOf } from './variables.ts'

const file = v.object({ _type: v.literal('export'), __export_format: v.number(), resources: v.array(v.unknown()) })
const identity = v.object({ _id: optionalText, _type: optionalText, parentId: optionalText, name: optionalText })
const request = v.object({ _id: optionalText, parentId: optionalText, ...requestFields })
const payload = v.object({ parentId: optionalText, name: optionalText, value: optionalText, mode: optionalText })
const environment = v.object({ name: optionalText, data: later })

type Identity = v.InferOutput<typeof identity>

/** An Insomnia export of version 4, JSON or YAML: a flat list of resources that name their parents. */
export function importInsomnia4(text: string): ImportResult {
  const read = readYaml(text)
  if (!read.ok) return read
  const parsed = v.safeParse(file, read.value)
  if (!parsed.success)
    return invalidFile('This is not an Insomnia export: `_type: export` with `resources` was expected.')
  const { __export_format: format, resources } = parsed.output
  if (format !== 4) return invalidFile(`__export_format: Insomnia exports of version 4 can be read, not ${format}.`)
  const draft = new Draft('Insomnia v4')
  readResources(resources, draft)
  return draft.finish('This Insomnia export holds no WebSocket requests.')
}

function readResources(resources: readonly unknown[], draft: Draft): void {
  const known = new Map<string, Identity>()
  const found: [Identity, string, unknown][] = []
  const messages = new Map<string, SavedMessage[]>()
  const leftOut = new Map<string, number>()
  draft.each(resources, 'resources', identity, (item, place, resource) => {
    known.set(item._id, item)
    found.push([item, place, resource])
    if (item._type === 'websocket_payload') draft.one(resource, place, payload, addMessage)
    else if (/^(request|grpc_request|socketio_request|mqtt_request)$/.test(item._type)) {
      leftOut.set(item._type, (leftOut.get(item._type) ?? 0) + 1)
    }
  })
  for (const [{ _type }, place, resource] of found) {
    if (_type === 'environment') draft.one(resource, place, environment, addEnvironment)
    if (_type !== 'websocket_request') continue
    draft.one(resource, place, request, (item) => {
      const folder = foldersOf(item.parentId, known)
      draft.profile(profileOf(item, folder, messages.get(item._id) ?? [], draft, place))
    })
  }
  for (const [type, count] of leftOut)
    draft.note('resources', `${count} of type ${type} left out: only WebSockets are read.`)

  function addMessage({ parentId, name, value, mode }: v.InferOutput<typeof payload>): void {
    const list = messages.get(parentId) ?? []
    list.push(messageOf(name, value, mode))
    messages.set(parentId, list)
  }

  function addEnvironment({ name, data }: v.InferOutput<typeof environment>): void {
    draft.environment({ name, variables: variablesOf(data) })
  }
}

function messageOf(name: string, value: string, mode: string): SavedMessage {
  const kind = mode.includes('json') || (mode === '' && isJson(value)) ? 'json' : 'text'
  return { name, kind, data: normaliseVariables(value) }
}

/** Folders up to the workspace, outermost first. A file may name itself as its own parent: each counts once. */
function foldersOf(parent: string, known: ReadonlyMap<string, Identity>): string[] {
  const path: string[] = []
  const seen = new Set<string>()
  for (let id = parent; !seen.has(id) && seen.size < mostDepth; ) {
    seen.add(id)
    const folder = known.get(id)
    if (!folder || (folder._type !== 'request_group' && folder._type !== 'workspace')) break
    path.unshift(folder.name)
    id = folder.parentId
  }
  return path
}
