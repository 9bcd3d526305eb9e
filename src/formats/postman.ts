import * as v from 'valibot'
import { isJson } from '../core/json.ts'
import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { writtenHeaders } from './header-rows.ts'
import { type ImportResult, importedProfile, type SavedMessage } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { authOf } from './postman-auth.ts'
import { readJson } from './read-json.ts'
import { anyObject, later, optionalFlag, optionalText } from './schema.ts'
import { memberOf, textOf } from './values.ts'
import { normaliseVariables, variableOf } from './variables.ts'

const file = v.object({ info: v.looseObject({ name: optionalText, schema: optionalText }), item: v.array(v.unknown()) })
const header = v.object({ key: optionalText, value: optionalText, disabled: optionalFlag })
const variable = v.object({ key: optionalText, value: later, disabled: optionalFlag, type: optionalText })

interface Inherited {
  readonly folder: readonly string[]
  readonly auth: unknown
}

/**
 * A Postman collection of version 2.1. Its schema knows no WebSockets; what is taken are items whose URL is one, as
 * people write them and other tools export them.
 */
export function importPostman(text: string): ImportResult {
  const read = readJson(text)
  if (!read.ok) return read
  // Postman's own service hands collections out with a cover.
  const given = memberOf(read.value, 'collection') ?? read.value
  const parsed = v.safeParse(file, given)
  if (!parsed.success) return invalidFile('This is not a Postman collection: `info` and a list `item` were expected.')
  const { info, item } = parsed.output
  const draft = new Draft('Postman')
  const inherited = { folder: info.name === '' ? [] : [info.name], auth: memberOf(given, 'auth') }
  const leftOut = readItems(item, 'item', inherited, draft)
  if (leftOut > 0) draft.note('item', `${counted(leftOut, 'request')} left out, without a ws: or wss: URL.`)
  readVariables(memberOf(given, 'variable'), info.name, draft)
  return draft.finish('This Postman collection holds no WebSocket requests.')
}

/** @returns the number of requests that are not WebSockets. */
function readItems(items: unknown, place: string, inherited: Inherited, draft: Draft): number {
  let leftOut = 0
  draft.each(items, place, anyObject, (item, itemPlace) => {
    const name = textOf(memberOf(item, 'name'))
    const children = memberOf(item, 'item')
    if (children !== undefined) {
      const auth = memberOf(item, 'auth') ?? inherited.auth
      leftOut += readItems(children, `${itemPlace}.item`, { folder: [...inherited.folder, name], auth }, draft)
      return
    }
    const request = memberOf(item, 'request')
    const url = urlOf(typeof request === 'string' ? request : memberOf(request, 'url'))
    if (/^(wss?:|\{\{)/i.test(url) && isSocket(url, request)) readRequest(name, url, request, `${itemPlace}.request`)
    else leftOut++
  })
  return leftOut

  function readRequest(name: string, url: string, request: unknown, requestPlace: string): void {
    const headers: { name: string; value: string; enabled: boolean }[] = []
    draft.each(memberOf(request, 'header'), `${requestPlace}.header`, header, ({ key, value, disabled }) => {
      headers.push({ name: key, value, enabled: !disabled })
    })
    draft.profile(
      importedProfile({
        name,
        folder: inherited.folder,
        url: normaliseVariables(url),
        ...writtenHeaders(headers, draft, `${requestPlace}.header`),
        auth: authOf(memberOf(request, 'auth') ?? inherited.auth, draft, `${requestPlace}.auth`),
        savedMessages: messagesOf(request),
      }),
    )
  }
}

/** A URL that begins with a variable may be either; then the method that every HTTP request has decides. */
function isSocket(url: string, request: unknown): boolean {
  return /^wss?:/i.test(url) || (typeof request !== 'string' && memberOf(request, 'method') === undefined)
}

function urlOf(url: unknown): string {
  return (typeof url === 'string' ? url : textOf(memberOf(url, 'raw'))).trim()
}

function messagesOf(request: unknown): SavedMessage[] {
  const raw = textOf(memberOf(memberOf(request, 'body'), 'raw'))
  if (raw === '') return []
  return [{ name: 'Body', kind: isJson(raw) ? 'json' : 'text', data: normaliseVariables(raw) }]
}

function readVariables(list: unknown, name: string, draft: Draft): void {
  const variables: ReturnType<typeof variableOf>[] = []
  draft.each(list, 'variable', variable, ({ key, value, disabled, type }) => {
    const known = textOf(value)
    if (key !== '') variables.push(variableOf(key, known, !disabled, type === 'secret' || undefined))
  })
  draft.environment({ name, variables })
}
