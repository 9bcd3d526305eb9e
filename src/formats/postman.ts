import * as v from 'valibot'
import { isJson } from '../core/json.ts'
import { parseNumbersAsWritten } from '../core/json-numbers.ts'
import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { writtenHeaders } from './header-rows.ts'
import { type HeaderRow, type ImportResult, importedProfile, type SavedMessage, type Variable } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { fillPath } from './path-parameters.ts'
import { authOf } from './postman-auth.ts'
import { readJson } from './read-json.ts'
import { anyObject, later, optionalFlag, optionalText } from './schema.ts'
import { rowOf } from './secrets.ts'
import { noteBuiltIns, noteScripts } from './told.ts'
import { memberOf, textOf } from './values.ts'
import { normaliseVariables, usableName, variableOf } from './variables.ts'

const file = v.object({ info: v.looseObject({ name: optionalText, schema: optionalText }), item: v.array(v.unknown()) })
/** A header, or a parameter of the path or the query. */
const row = v.object({ key: optionalText, value: optionalText, disabled: optionalFlag })
const variable = v.object({
  key: optionalText,
  value: later,
  disabled: optionalFlag,
  enabled: later,
  type: optionalText,
  secret: optionalFlag,
})
const environment = v.object({ name: optionalText, values: v.array(v.unknown()) })

interface Inherited {
  readonly folder: readonly string[]
  readonly auth: unknown
}

/**
 * A Postman collection of version 2.1. Its schema knows no WebSockets; what is taken are items whose URL is one, as
 * people write them and other tools export them.
 */
export function importPostman(text: string): ImportResult {
  const read = readJson(withUsableNames(text), parseNumbersAsWritten)
  if (!read.ok) return read
  // Postman's own service hands them out with a cover.
  const given = memberOf(read.value, 'collection') ?? memberOf(read.value, 'environment') ?? read.value
  if (v.is(environment, given)) return readEnvironment(given)
  const parsed = v.safeParse(file, given)
  if (!parsed.success) return invalidFile('This is not a Postman collection: `info` and a list `item` were expected.')
  const { info, item } = parsed.output
  const draft = new Draft('Postman')
  const inherited = { folder: info.name === '' ? [] : [info.name], auth: memberOf(given, 'auth') }
  const leftOut = readItems(item, 'item', inherited, draft)
  if (leftOut > 0) draft.note('item', `${counted(leftOut, 'request')} left out, without a ws: or wss: URL.`)
  if (!draft.hasProfiles)
    draft.note('item', 'Postman leaves WebSockets out of such files: its folder of YAML files has them.')
  noteScripts(hasScripts(given), draft, 'event')
  draft.environment({ name: info.name, variables: variablesOf(memberOf(given, 'variable'), 'variable', draft) })
  return draft.finish('This Postman collection holds no WebSocket requests.')
}

/** An environment, or the global variables, as Postman exports them by themselves. */
function readEnvironment({ name, values }: v.InferInput<typeof environment>): ImportResult {
  const draft = new Draft('Postman')
  draft.environment({ name: textOf(name), variables: variablesOf(values, 'values', draft) })
  return draft.finish('This Postman environment holds no variables.')
}

/** Postman takes any text for the name of a variable. */
export function withUsableNames(text: string): string {
  return text.replace(/\{\{([^{}"\\]+)\}\}/g, (_, name: string) => `{{${usableName(name)}}}`)
}

function hasScripts(item: unknown): boolean {
  const events = memberOf(item, 'event')
  const linesOf = (event: unknown) => memberOf(memberOf(event, 'script'), 'exec')
  return Array.isArray(events) && events.some((event) => [linesOf(event)].flat().some((line) => textOf(line).trim()))
}

/** @returns the number of requests that are not WebSockets. */
function readItems(items: unknown, place: string, inherited: Inherited, draft: Draft): number {
  let leftOut = 0
  draft.each(items, place, anyObject, (item, itemPlace) => {
    const name = textOf(memberOf(item, 'name'))
    const children = memberOf(item, 'item')
    if (children !== undefined) {
      noteScripts(hasScripts(item), draft, `${itemPlace}.event`)
      const auth = memberOf(item, 'auth') ?? inherited.auth
      leftOut += readItems(children, `${itemPlace}.item`, { folder: [...inherited.folder, name], auth }, draft)
      return
    }
    const request = memberOf(item, 'request')
    const url = urlOf(typeof request === 'string' ? request : memberOf(request, 'url'))
    if (/^(wss?:|\{\{)/i.test(url) && isSocket(url, request)) {
      readRequest(name, url, request, `${itemPlace}.request`)
      noteScripts(hasScripts(item), draft, `${itemPlace}.event`)
    } else leftOut++
  })
  return leftOut

  function readRequest(name: string, url: string, request: unknown, requestPlace: string): void {
    const headers: { name: string; value: string; enabled: boolean }[] = []
    draft.each(memberOf(request, 'header'), `${requestPlace}.header`, row, ({ key, value, disabled }) => {
      headers.push({ name: key, value, enabled: !disabled })
    })
    const address = memberOf(request, 'url')
    const path = rowsOf(memberOf(address, 'variable'), `${requestPlace}.url.variable`, draft)
    const query = rowsOf(memberOf(address, 'query'), `${requestPlace}.url.query`, draft)
    const profile = importedProfile({
      name,
      folder: inherited.folder,
      url: fillPath(normaliseVariables(url), path),
      ...writtenHeaders(headers, draft, `${requestPlace}.header`),
      // The others are in the URL.
      parameters: query.filter(({ enabled }) => !enabled),
      auth: authOf(memberOf(request, 'auth') ?? inherited.auth, draft, `${requestPlace}.auth`),
      savedMessages: messagesOf(request),
    })
    draft.profile(profile)
    noteBuiltIns(profile, draft, requestPlace)
  }
}

export function rowsOf(list: unknown, place: string, draft: Draft): HeaderRow[] {
  const rows: HeaderRow[] = []
  draft.each(list, place, row, ({ key, value, disabled }) => {
    if (key !== '') rows.push(rowOf(key, normaliseVariables(value), !disabled))
  })
  return rows
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

export function variablesOf(list: unknown, place: string, draft: Draft): readonly Variable[] {
  const variables: Variable[] = []
  draft.each(list, place, variable, ({ key, value, disabled, enabled, type, secret }) => {
    const isOn = !disabled && enabled !== false
    if (key !== '') variables.push(variableOf(key, textOf(value), isOn, type === 'secret' || secret || undefined))
  })
  return variables
}
