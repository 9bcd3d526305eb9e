import * as v from 'valibot'
import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { withOuter } from './environments.ts'
import type { ImportResult, Variable } from './imported.ts'
import {
  type Around,
  environmentVariables,
  noteFolderVariables,
  noteVault,
  profileOf,
  requestFields,
} from './insomnia.ts'
import { invalidFile } from './invalid-file.ts'
import { readYaml } from './read-yaml.ts'
import { later, optionalText } from './schema.ts'
import { memberOf, textOf } from './values.ts'

const file = v.object({ type: v.pipe(v.string(), v.regex(/^(collection|spec|environment)\.insomnia\.rest\/5\.\d+$/)) })
const request = v.object(requestFields)
const environment = v.object({ name: optionalText })

/** An Insomnia file of version 5, YAML: a tree of folders and requests. It has no place for messages. */
export function importInsomnia5(text: string): ImportResult {
  const read = readYaml(text)
  if (!read.ok) return read
  if (!v.is(file, read.value)) {
    const type = textOf(memberOf(read.value, 'type')).slice(0, 60)
    return invalidFile(`type: “collection.insomnia.rest/5.0” was expected, not “${type}”.`)
  }
  const draft = new Draft('Insomnia v5')
  const name = textOf(memberOf(read.value, 'name'))
  const leftOut = readItems(memberOf(read.value, 'collection'), 'collection', name === '' ? [] : [{ name }], draft)
  if (leftOut > 0) draft.note('collection', `${counted(leftOut, 'request')} left out: only WebSockets are read.`)
  if (draft.hasProfiles) draft.note('collection', 'Insomnia leaves saved messages out of files of version 5.')
  readEnvironments(memberOf(read.value, 'environments'), draft)
  return draft.finish('This Insomnia file holds no WebSocket requests.')
}

/** @returns the number of requests that are not WebSockets. */
function readItems(items: unknown, place: string, around: readonly Around[], draft: Draft): number {
  let leftOut = 0
  draft.each(items, place, v.looseObject({}), (item, itemPlace) => {
    const children = memberOf(item, 'children')
    if (children !== undefined) {
      noteFolderVariables(item, itemPlace, draft)
      leftOut += readItems(children, `${itemPlace}.children`, [...around, item], draft)
    } else if (isWebSocket(item)) {
      draft.one(item, itemPlace, request, (found) => draft.profile(profileOf(found, around, [], draft, itemPlace)))
    } else leftOut++
  })
  return leftOut
}

/** Ids tell the kind; a file written by hand may have none, but then the URL does. */
function isWebSocket(item: object): boolean {
  if (memberOf(item, 'method') !== undefined) return false
  const id = textOf(memberOf(memberOf(item, 'meta'), 'id'))
  if (id.startsWith('ws-req')) return true
  return !/^(req|greq|socketio-req|mqtt-req)/.test(id) && /^\s*wss?:/i.test(textOf(memberOf(item, 'url')))
}

/** The base holds wherever an environment has no value of its own. */
function readEnvironments(base: unknown, draft: Draft): void {
  if (base === undefined || base === null) return
  const outer = environmentVariables(base)
  const read = (given: unknown, place: string, around: readonly Variable[]) =>
    draft.one(given, place, environment, ({ name }) => {
      noteVault(given, place, draft)
      draft.environment({ name, variables: withOuter(environmentVariables(given), around) })
    })
  read(base, 'environments', [])
  const place = 'environments.subEnvironments'
  draft.each(memberOf(base, 'subEnvironments'), place, later, (given, at) => read(given, at, outer))
}
