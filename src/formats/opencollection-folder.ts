import { counted } from './count.ts'
import { Draft } from './draft.ts'
import { innermost } from './header-rows.ts'
import type { ImportResult } from './imported.ts'
import { collectionVariables, readEnvironment, readEnvironmentsOf } from './opencollection-environments.ts'
import { defaultAuth, defaultHeaders, type Inherited, noteLeftOut, readItem } from './opencollection-items.ts'
import { byDepth, folderNames, inOrder, type TextFile, under } from './text-file.ts'
import { memberOf } from './values.ts'
import { readYamlFiles, type YamlFile } from './yaml-folder.ts'

/** The file that tells of a folder that it is a collection. */
export const collectionFile = /(^|\/)opencollection\.ya?ml$/

const notAnObject = 'This is not an OpenCollection file: an object was expected.'

const settingsFile = /(^|\/)(opencollection|folder)\.ya?ml$/

/**
 * A collection that is not bundled: a folder of YAML files, in which `opencollection.yml` and `folder.yml` hold what
 * requests inherit.
 */
export function importOpenCollectionFolder(files: readonly TextFile[]): ImportResult {
  const draft = new Draft('OpenCollection')
  const read = readYamlFiles(files, notAnObject, draft)
  if (!read.ok) return read
  const settings = read.value.filter(({ path }) => settingsFile.test(path))
  settings.sort(byDepth)
  const parts = inOrder(
    read.value.filter((file) => !settings.includes(file)),
    ({ value }) => Number(memberOf(memberOf(value, 'info'), 'seq')),
  )
  const leftOut = parts.filter((file) => !readPart(file, settings, draft)).length
  if (leftOut > 0) draft.note('', `${counted(leftOut, 'request')} left out: only WebSockets are read.`)
  for (const { path, value } of settings) {
    const inside = parts.filter((part) => under(part.path, path))
    if (collectionFile.test(path)) readEnvironmentsOf(value, draft, inside.some(isEnvironment))
    else if (inside.length > 0) noteLeftOut(memberOf(value, 'request'), path, draft)
  }
  return draft.finish('This OpenCollection folder holds no WebSocket requests.')
}

/** @returns whether the file was of use. */
function readPart({ path, value }: YamlFile, settings: readonly YamlFile[], draft: Draft): boolean {
  if (memberOf(value, 'websocket') !== undefined) readItem(value, path, inheritedBy(path, settings, draft), draft)
  else if (isEnvironment({ value })) {
    const around = settings.filter((one) => collectionFile.test(one.path) && under(path, one.path))
    const outer = around.flatMap((one) => collectionVariables(one.value, draft))
    readEnvironment({ name: fileTitle(path), ...value }, outer, path, draft)
  } else return false
  return true
}

function isEnvironment({ value }: Pick<YamlFile, 'value'>): boolean {
  return Array.isArray(memberOf(value, 'variables'))
}

/** @param settings those of the outer folders first */
function inheritedBy(path: string, settings: readonly YamlFile[], draft: Draft): Inherited {
  const above = settings.filter((one) => under(path, one.path))
  return {
    folder: folderNames(path),
    auth: above.map(({ value }) => defaultAuth(value)).findLast((auth) => auth !== undefined),
    headers: innermost(above.map((one) => defaultHeaders(one.value, `${one.path}: `, draft))),
    isWhole: above.some((one) => collectionFile.test(one.path)),
  }
}

function fileTitle(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.ya?ml$/, '')
}
