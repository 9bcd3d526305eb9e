import { ok, type Result } from '../../../src/core/result.ts'
import { decodeText, refuseSize } from '../../../src/formats/decode-text.ts'
import { importText } from '../../../src/formats/import-file.ts'
import type { Imported, ImportNote, ImportResult } from '../../../src/formats/imported.ts'
import type { InvalidFile } from '../../../src/formats/invalid-file.ts'
import type { TextFile } from '../../../src/formats/text-file.ts'

/** What somebody gives to be read. */
export type ImportSource =
  | { readonly type: 'files'; readonly files: readonly GivenFile[] }
  | { readonly type: 'text'; readonly text: string }
  /** The `log` of an HTTP Archive, as DevTools tell it of the inspected page. */
  | { readonly type: 'page'; readonly log: unknown }

export interface GivenFile {
  readonly file: File
  /** With the folders it was chosen or dropped with. */
  readonly path: string
}

/** What one file holds, or a collection of them. */
export interface ImportPart {
  readonly imported: Imported
  /** Of the file or folder; empty where there is none. */
  readonly name: string
  /** Files beside those of a collection, such as `bruno.json`. */
  readonly otherFiles: number
}

/** Why nothing can be read, and the file that it is about where there are several. */
export type Unreadable = InvalidFile & { readonly file?: string }

export type ImportParts = { readonly ok: true; readonly value: readonly ImportPart[] } | Unreadable

export async function readSource(source: ImportSource): Promise<ImportParts> {
  switch (source.type) {
    case 'files':
      return readFiles(source.files)
    case 'text':
      return partOf(await importText(source.text), '')
    case 'page': {
      const { readHar } = await import('../../../src/formats/har.ts')
      return partOf(readHar({ log: source.log }), '')
    }
  }
}

/** How the files of a folder are read as one collection. */
interface CollectionReader {
  /** Whether a file is a part of it. */
  isPart(path: string): boolean
  read(files: readonly TextFile[]): Promise<ImportResult>
}

const bruno: CollectionReader = {
  isPart: (path) => path.endsWith('.bru'),
  read: async (files) => (await import('../../../src/formats/bruno.ts')).importBruno(files),
}

const openCollection: CollectionReader = {
  isPart: (path) => /\.ya?ml$/.test(path),
  read: async (files) =>
    (await import('../../../src/formats/opencollection-folder.ts')).importOpenCollectionFolder(files),
}

const postman: CollectionReader = {
  isPart: (path) => /(\.(request|message|environment|globals)|(^|\/)\.resources\/definition)\.ya?ml$/.test(path),
  read: async (files) => (await import('../../../src/formats/postman-3.ts')).importPostmanFolder(files),
}

function collectionIn(files: readonly GivenFile[]): CollectionReader | undefined {
  const parts = files.filter(({ path }) => bruno.isPart(path)).length
  if (parts > 1 || (parts === 1 && files.some(({ file }) => file.name === 'bruno.json'))) return bruno
  const isOpen = files.length > 1 && files.some(({ file }) => /^opencollection\.ya?ml$/.test(file.name))
  if (isOpen) return openCollection
  const isPostman = files.length > 1 && files.some(({ file }) => /\.request\.ya?ml$/.test(file.name))
  return isPostman ? postman : undefined
}

/** One that cannot be read refuses them all, by its name. Those of a collection are read as one. */
async function readFiles(files: readonly GivenFile[]): Promise<ImportParts> {
  const collection = collectionIn(files)
  // What else is in the folder of a collection is not read.
  const read = collection ? files.filter(({ path }) => collection.isPart(path)) : files
  const tooBig = refuseSize(read.map(({ file }) => file.size))
  if (tooBig) return read.length === 1 ? { ...tooBig, file: nameOf(read[0]) } : tooBig
  if (collection) return readCollection(read, files.length - read.length, collection)
  const parts: ImportPart[] = []
  for (const given of files) {
    const text = await textOf(given)
    const read = text.ok ? partOf(await importText(text.value, nameOf(given)), nameOf(given)) : text
    if (!read.ok) return { ...read, file: nameOf(given) }
    parts.push(...read.value)
  }
  return ok(parts)
}

async function readCollection(
  files: readonly GivenFile[],
  otherFiles: number,
  { read }: CollectionReader,
): Promise<ImportParts> {
  const texts: TextFile[] = []
  const unreadable: ImportNote[] = []
  for (const one of files) {
    const text = await textOf(one)
    if (text.ok) texts.push({ path: one.path, text: text.value })
    else unreadable.push({ place: one.path, message: `Left out: ${text.refusal.message}` })
  }
  const result = await read(texts)
  if (!result.ok) return result
  const imported = { ...result.value, notes: [...result.value.notes, ...unreadable] }
  return ok([{ imported, name: files[0]?.path.split('/')[0] ?? '', otherFiles }])
}

async function textOf({ file }: GivenFile): Promise<Result<string, 'invalid-file'>> {
  return decodeText(new Uint8Array(await file.arrayBuffer()))
}

function partOf(read: ImportResult, name: string): ImportParts {
  return read.ok ? ok([{ imported: read.value, name, otherFiles: 0 }]) : read
}

function nameOf(given: GivenFile | undefined): string {
  return given?.file.name ?? ''
}
