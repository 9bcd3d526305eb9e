import { type BruBlock, type BruPair, parseBru } from './bru-parser.ts'
import { authOf, inheritsAuth } from './bruno-auth.ts'
import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { withOuter } from './environments.ts'
import { type GivenHeader, innermost, writtenHeaders } from './header-rows.ts'
import { type Auth, type ImportResult, importedProfile, noAuth, type SavedMessage, type Variable } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { mostBruLength, mostFiles } from './limits.ts'
import { fillPath } from './path-parameters.ts'
import { missingFrom } from './query-rows.ts'
import { rowOf } from './secrets.ts'
import { byDepth, folderNames, inOrder, type TextFile, under } from './text-file.ts'
import { noteBuiltIns, noteScripts, noteVariables } from './told.ts'
import { normaliseVariables, variableOf } from './variables.ts'

interface BruFile {
  readonly path: string
  readonly blocks: readonly BruBlock[]
}

/** One `.bru` file: a request, a folder's settings or an environment. */
export function importBru(text: string, fileName = 'request.bru'): ImportResult {
  const tooLong = refuseLength([text])
  if (tooLong) return tooLong
  const draft = new Draft('Bruno')
  const blocks = parseBru(text)
  if (!blocks.ok) return blocks
  readFile({ path: fileName.replace(/^.*\//, ''), blocks: blocks.value }, [], draft, fileName)
  return draft.finish('This .bru file holds no WebSocket request.')
}

/** A collection: a folder of `.bru` files, in which `collection.bru` and `folder.bru` hold what requests inherit. */
export function importBruno(files: readonly TextFile[]): ImportResult {
  if (files.length > mostFiles) return invalidFile(`The folder has ${files.length} files; ${mostFiles} can be read.`)
  const own = files.filter(({ path }) => path.endsWith('.bru'))
  const tooLong = refuseLength(own.map(({ text }) => text))
  if (tooLong) return tooLong
  const draft = new Draft('Bruno')
  const parsed: BruFile[] = []
  for (const file of own) {
    const blocks = parseBru(file.text)
    if (blocks.ok) parsed.push({ path: file.path, blocks: blocks.value })
    else draft.note(file.path, `Left out: ${blocks.refusal.message}`)
  }
  const defaults = parsed.filter(({ path }) => /(^|\/)(collection|folder)\.bru$/.test(path))
  // The innermost folder decides, so it comes first.
  defaults.sort((one, other) => byDepth(other, one))
  const requests = inOrder(
    parsed.filter((file) => !defaults.includes(file)),
    (file) => Number(valueIn(blockOf(file, 'meta'), 'seq')),
  )
  const leftOut = requests.filter((file) => !readFile(file, defaults, draft, file.path)).length
  for (const file of defaults)
    if (requests.some(({ path }) => under(path, file.path))) readDefaults(file, requests, draft)
  if (leftOut > 0) draft.note('', `${counted(leftOut, 'request')} left out: only WebSockets are read.`)
  return draft.finish('This folder holds no .bru files with WebSocket requests.')
}

function refuseLength(texts: readonly string[]) {
  const length = texts.reduce((sum, { length }) => sum + length, 0)
  if (length <= mostBruLength) return undefined
  return invalidFile(`There are ${length} characters; .bru files are read up to ${mostBruLength}.`)
}

/** @returns whether the file was of use. */
function readFile(file: BruFile, defaults: readonly BruFile[], draft: Draft, place: string): boolean {
  if (blockOf(file, 'ws')) readRequest(file, defaults, draft, place)
  else if (isEnvironment(file)) readEnvironment(file, collectionVariables(defaults.filter(isAround(file))), draft)
  else return false
  return true
}

function isEnvironment(file: BruFile): boolean {
  return blockOf(file, 'vars') !== undefined || blockOf(file, 'vars:secret') !== undefined
}

function isAround({ path }: BruFile) {
  return (parent: BruFile) => under(path, parent.path)
}

const isCollection = ({ path }: BruFile) => /(^|\/)collection\.bru$/.test(path)

/** They hold wherever an environment has no value of its own. */
function collectionVariables(defaults: readonly BruFile[]): readonly Variable[] {
  return defaults.filter(isCollection).flatMap(ownVariables)
}

function ownVariables(file: BruFile): Variable[] {
  const rows = rowsOf(blockOf(file, 'vars:pre-request'))
  return rows.map(({ name, value, enabled }) => variableOf(name, value, enabled))
}

function namesOf(file: BruFile): string[] {
  return ownVariables(file).map(({ name }) => name)
}

/** What a collection or folder has beside headers and authentication. */
function readDefaults(file: BruFile, requests: readonly BruFile[], draft: Draft): void {
  noteLeftOut(file, draft, file.path)
  if (isCollection(file)) readCollection(file, requests, draft)
  else noteVariables(namesOf(file), draft, file.path)
}

/** Its variables are an environment of their own where it has none. */
function readCollection(file: BruFile, requests: readonly BruFile[], draft: Draft): void {
  const hasEnvironments = requests.some((one) => isEnvironment(one) && under(one.path, file.path))
  const name = folderNames(file.path).at(-1) ?? 'collection'
  if (!hasEnvironments) draft.environment({ name, variables: ownVariables(file) })
}

function noteLeftOut({ blocks }: BruFile, draft: Draft, place: string): void {
  noteScripts(
    blocks.some(({ name, text }) => /^(script|tests)/.test(name) && text.trim() !== ''),
    draft,
    place,
  )
}

function readRequest(file: BruFile, defaults: readonly BruFile[], draft: Draft, place: string): void {
  const request = blockOf(file, 'ws')
  const above = defaults.filter((parent) => under(file.path, parent.path))
  const given = innermost([...above.toReversed(), file].map((source) => rowsOf(blockOf(source, 'headers'))))
  const lists = (name: string) => rowsOf(blockOf(file, name)).map((row) => rowOf(row.name, row.value, row.enabled))
  const profile = importedProfile({
    name: valueIn(blockOf(file, 'meta'), 'name') || fileTitle(file.path),
    folder: folderNames(file.path),
    // Bruno puts them there as they are.
    url: fillPath(normaliseVariables(valueIn(request, 'url')), lists('params:path'), (value) => value),
    ...writtenHeaders(given, draft, place),
    parameters: missingFrom(valueIn(request, 'url'), lists('params:query')),
    auth: inheritedAuth(file, above, draft, place),
    savedMessages: messagesOf(file),
    ...settingsOf(file, draft, place),
  })
  draft.profile(profile)
  noteBuiltIns(profile, draft, place)
  noteVariables(namesOf(file), draft, place)
  noteLeftOut(file, draft, place)
}

/** Where all folders are there and none says anything, there is none. */
function inheritedAuth(file: BruFile, above: readonly BruFile[], draft: Draft, place: string): Auth {
  const source = [file, ...above].find(({ blocks }) => !inheritsAuth(blocks))
  if (source) return authOf(source, draft, place)
  return above.some(isCollection) ? noAuth : authOf(file, draft, place)
}

function messagesOf(file: BruFile): SavedMessage[] {
  const bodies = file.blocks.filter(({ name }) => name === 'body:ws')
  return bodies.map((body): SavedMessage => {
    // A message without a type is shown as JSON by Bruno.
    const type = valueIn(body, 'type') || 'json'
    const data = normaliseVariables(valueIn(body, 'content'))
    return { name: valueIn(body, 'name'), kind: type === 'json' ? 'json' : 'text', data }
  })
}

function settingsOf(file: BruFile, draft: Draft, place: string) {
  const settings = blockOf(file, 'settings')
  const timeout = Number(valueIn(settings, 'timeout'))
  const interval = Number(valueIn(settings, 'keepAliveInterval'))
  if (interval > 0) draft.note(place, 'Bruno keeps the connection alive with ping frames; choose a message instead.')
  return {
    ...(timeout > 0 && Number.isSafeInteger(timeout) ? { handshakeTimeout: timeout } : {}),
    ...(interval > 0 && Number.isSafeInteger(interval) ? { keepAlive: { interval, message: '' } } : {}),
  }
}

function readEnvironment(file: BruFile, outer: readonly Variable[], draft: Draft): void {
  const secrets = (blockOf(file, 'vars:secret')?.pairs ?? []).map(({ key, enabled }) =>
    variableOf(key, '', enabled, true),
  )
  const variables = rowsOf(blockOf(file, 'vars')).map(({ name, value, enabled }) => variableOf(name, value, enabled))
  draft.environment({ name: fileTitle(file.path), variables: withOuter([...variables, ...secrets], outer) })
}

function fileTitle(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.bru$/, '')
}

function rowsOf(block: BruBlock | undefined): GivenHeader[] {
  return (block?.pairs ?? []).map(({ key, value, enabled }: BruPair) => ({ name: key, value, enabled }))
}

function blockOf(file: BruFile, name: string): BruBlock | undefined {
  return file.blocks.find((block) => block.name === name)
}

function valueIn(block: BruBlock | undefined, key: string): string {
  return block?.pairs.find((pair) => pair.key === key)?.value ?? ''
}
