import * as v from 'valibot'
import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { innermost } from './header-rows.ts'
import type { ImportResult } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { readEnvironment, readEnvironmentsOf } from './opencollection-environments.ts'
import { defaultAuth, defaultHeaders, type Inherited, noteLeftOut, readItem } from './opencollection-items.ts'
import { readYaml } from './read-yaml.ts'
import { anyObject } from './schema.ts'
import { memberOf, textOf } from './values.ts'

/**
 * OpenCollection YAML: one request, an environment, or a bundled collection.
 * @see https://schema.opencollection.com/opencollection/v1.0.0.json
 */
export function importOpenCollection(content: string): ImportResult {
  const read = readYaml(content)
  if (!read.ok) return read
  if (!v.is(anyObject, read.value)) return invalidFile('This is not an OpenCollection file: an object was expected.')
  const draft = new Draft('OpenCollection')
  const name = textOf(memberOf(memberOf(read.value, 'info'), 'name'))
  if (memberOf(read.value, 'websocket') !== undefined)
    readItem(read.value, '', { folder: [], auth: undefined, headers: [], isWhole: false }, draft)
  else if (Array.isArray(memberOf(read.value, 'variables'))) readEnvironment(read.value, [], '', draft)
  else readCollection(read.value, name === '' ? [] : [name], draft)
  return draft.finish('This OpenCollection file holds no WebSocket requests.')
}

function readCollection(root: object, folder: readonly string[], draft: Draft): void {
  const leftOut = readItems(
    memberOf(root, 'items'),
    'items',
    { folder, auth: defaultAuth(root), headers: defaultHeaders(root, '', draft), isWhole: true },
    draft,
  )
  if (leftOut > 0) draft.note('items', `${counted(leftOut, 'item')} left out: only WebSocket requests are read.`)
  readEnvironmentsOf(root, draft)
}

/** @returns the number of items that are not WebSocket requests. */
function readItems(items: unknown, place: string, inherited: Inherited, draft: Draft): number {
  let leftOut = 0
  draft.each(items, place, anyObject, (item, itemPlace) => {
    if (memberOf(item, 'items') !== undefined) {
      const folder = [...inherited.folder, textOf(memberOf(memberOf(item, 'info'), 'name'))]
      const auth = defaultAuth(item) ?? inherited.auth
      const headers = innermost([inherited.headers, defaultHeaders(item, `${itemPlace}.`, draft)])
      noteLeftOut(memberOf(item, 'request'), itemPlace, draft)
      leftOut += readItems(
        memberOf(item, 'items'),
        `${itemPlace}.items`,
        { ...inherited, folder, auth, headers },
        draft,
      )
    } else if (memberOf(item, 'websocket') !== undefined) readItem(item, itemPlace, inherited, draft)
    else leftOut++
  })
  return leftOut
}
