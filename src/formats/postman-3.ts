import { encodeBase64 } from '../core/base64.ts'
import { readBinary } from '../core/binary-text.ts'
import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { withOuter } from './environments.ts'
import { writtenHeaders } from './header-rows.ts'
import { type HeaderRow, type ImportResult, importedProfile, type SavedMessage, type Variable } from './imported.ts'
import { fillPath } from './path-parameters.ts'
import { rowsOf, variablesOf, withUsableNames } from './postman.ts'
import { missingFrom } from './query-rows.ts'
import { inOrder, type TextFile } from './text-file.ts'
import { noteBuiltIns, noteScripts, noteVariables } from './told.ts'
import { entriesOf, isObject, memberOf, textOf } from './values.ts'
import { normaliseVariables } from './variables.ts'
import { readYamlFiles, type YamlFile } from './yaml-folder.ts'

/** A file that tells of the folder it lies below. */
const definitionFile = /\.resources\/definition\.ya?ml$/

const notAnObject = 'This is not a Postman file: an object was expected.'

/** A request or an environment of a Postman collection of version 3. */
export function importPostman3(text: string, fileName: string): ImportResult {
  return importPostmanFolder([{ path: fileName.replace(/^.*\//, '') || 'request.yaml', text }])
}

/**
 * A Postman collection of version 3: a folder of YAML files, one for each request and each message. Other than those of
 * version 2.1, it has WebSockets. Their authentication is in their headers: what folders have is for other protocols.
 * @see https://learning.postman.com/docs/collections/collections-schemas
 */
export function importPostmanFolder(files: readonly TextFile[]): ImportResult {
  const draft = new Draft('Postman')
  const given = files.map(({ path, text }) => ({ path, text: withUsableNames(text) }))
  const read = readYamlFiles(given, notAnObject, draft)
  if (!read.ok) return read
  const ordered = inOrder(read.value, ({ value }) => Number(textOf(memberOf(value, 'order'))))
  const ofKind = (kind: RegExp) => ordered.filter(({ value }) => kind.test(textOf(memberOf(value, '$kind'))))
  const sockets = ofKind(/^websocket-request$/)
  const messages = ofKind(/^websocket-message$/)
  const definitions = ofKind(/^collection$/)
  for (const request of sockets) readRequest(request, messages, definitions, draft)
  const leftOut = ofKind(/-request$/).length - sockets.length
  if (leftOut > 0) draft.note('', `${counted(leftOut, 'request')} left out: only WebSockets are read.`)
  const around = definitions.filter((one) => sockets.some(({ path }) => isAround(one, path)))
  readDefinitions(around, ordered.filter(isEnvironment), draft)
  return draft.finish('This Postman folder holds no WebSocket requests.')
}

function isEnvironment({ value }: YamlFile): boolean {
  return Array.isArray(memberOf(value, 'values'))
}

function isAround({ path }: YamlFile, other: string): boolean {
  return other.startsWith(path.replace(definitionFile, ''))
}

/** Variables of a collection hold wherever an environment has none of the name. */
function readDefinitions(definitions: readonly YamlFile[], environments: readonly YamlFile[], draft: Draft): void {
  const collections = definitions.filter(
    (one) => !definitions.some((other) => other !== one && isAround(other, one.path)),
  )
  const inCollections = collections.map((file) => ({ file, variables: variablesIn(file, 'variables', draft) }))
  const outer = inCollections.length === 1 ? (inCollections[0]?.variables ?? []) : []
  for (const file of environments) {
    const name = textOf(memberOf(file.value, 'name')) || titleOf(file.path)
    draft.environment({ name, variables: withOuter(variablesIn(file, 'values', draft), outer) })
  }
  for (const { file, variables } of inCollections) {
    const name = foldersOf(file.path.replace(definitionFile, ''), definitions).at(-1) ?? ''
    if (environments.length === 0 || inCollections.length > 1) draft.environment({ name, variables })
  }
  for (const file of definitions) {
    noteLeftOutScripts(file, draft)
    const names = collections.includes(file) ? [] : variablesIn(file, 'variables', draft).map(({ name }) => name)
    noteVariables(names, draft, file.path)
  }
}

function variablesIn({ path, value }: YamlFile, member: string, draft: Draft): readonly Variable[] {
  return variablesOf(memberOf(value, member), `${path}: ${member}`, draft)
}

function noteLeftOutScripts({ path, value }: YamlFile, draft: Draft): void {
  const scripts = memberOf(value, 'scripts')
  noteScripts(Array.isArray(scripts) && scripts.length > 0, draft, path)
}

function readRequest(
  file: YamlFile,
  messages: readonly YamlFile[],
  definitions: readonly YamlFile[],
  draft: Draft,
): void {
  const { path, value } = file
  const rows = (member: string) => rowsIn(memberOf(value, member), `${path}: ${member}`, draft)
  const url = normaliseVariables(textOf(memberOf(value, 'url')).trim())
  const timeout = Number(textOf(memberOf(memberOf(value, 'settings'), 'handshakeTimeout')))
  const profile = importedProfile({
    name: textOf(memberOf(value, 'name')) || titleOf(path),
    folder: foldersOf(path, definitions),
    url: fillPath(url, rows('pathVariables')),
    ...writtenHeaders(rows('headers'), draft, path),
    parameters: missingFrom(url, rows('queryParams')),
    savedMessages: messagesOf(file, messages, draft).map((message) => savedMessage(message, draft)),
    ...(timeout > 0 && Number.isSafeInteger(timeout) ? { handshakeTimeout: timeout } : {}),
  })
  draft.profile(profile)
  noteBuiltIns(profile, draft, path)
  noteLeftOutScripts(file, draft)
}

/** Rows are a list, or an object where there is nothing more to tell than names and values. */
function rowsIn(given: unknown, place: string, draft: Draft): HeaderRow[] {
  const list = isObject(given) ? entriesOf(given).map(([key, value]) => ({ key, value })) : given
  return rowsOf(list, place, draft)
}

/** The folders of a file by the names that they have, without those of the workspace around its collections. */
function foldersOf(path: string, definitions: readonly YamlFile[]): string[] {
  const parts = path.split('/').slice(0, -1)
  const names = parts.map((part, index) => {
    const folder = `${parts.slice(0, index + 1).join('/')}/`
    const definition = definitions.find((one) => one.path.replace(definitionFile, '') === folder)
    return textOf(memberOf(definition?.value, 'name')) || part
  })
  const workspace = parts.findIndex((part, index) => part === 'postman' && parts[index + 1] === 'collections')
  return names.slice(workspace < 0 ? 0 : workspace + 2)
}

/** The messages in the folder that a request names, or that is its own. */
function messagesOf({ path, value }: YamlFile, messages: readonly YamlFile[], draft: Draft): readonly YamlFile[] {
  const named = textOf(memberOf(value, 'messages'))
  const own = named || `.resources/${titleOf(path)}.resources/messages`
  const folder = resolved(`${path.replace(/[^/]*$/, '')}${own}`)
  const found = messages.filter((message) => resolved(message.path.replace(/[^/]*$/, '')) === folder)
  if (named !== '' && found.length === 0)
    draft.note(path, 'Its messages are in files of their own: choose the folder of the collection for them.')
  return found
}

function resolved(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function savedMessage({ path, value }: YamlFile, draft: Draft): SavedMessage {
  const name = textOf(memberOf(value, 'name')) || titleOf(path)
  const [content, type] = [textOf(memberOf(value, 'content')), textOf(memberOf(value, 'contentType'))]
  const text: SavedMessage = { name, kind: type === 'json' ? 'json' : 'text', data: normaliseVariables(content) }
  if (type !== 'hex' && type !== 'base64') return text
  const bytes = readBinary(content, type)
  if (bytes.ok) return { name, kind: 'binary', data: encodeBase64(bytes.value) }
  draft.note(path, 'The binary message cannot be read and was taken as text.')
  return text
}

function titleOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/(\.(request|message|environment|globals))?\.ya?ml$/, '')
}
