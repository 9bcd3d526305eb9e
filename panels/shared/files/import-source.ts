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

/** One that cannot be read refuses them all, by its name. Those of a Bruno collection are read as one. */
async function readFiles(files: readonly GivenFile[]): Promise<ImportParts> {
  const tooBig = refuseSize(...files.map(({ file }) => file.size))
  if (tooBig) return files.length === 1 ? { ...tooBig, file: nameOf(files[0]) } : tooBig
  const collection = files.filter(({ file }) => file.name.endsWith('.bru'))
  if (collection.length > 1) return readCollection(collection, files.length - collection.length)
  const parts: ImportPart[] = []
  for (const given of files) {
    const text = await textOf(given)
    const read = text.ok ? partOf(await importText(text.value, nameOf(given)), nameOf(given)) : text
    if (!read.ok) return { ...read, file: nameOf(given) }
    parts.push(...read.value)
  }
  return ok(parts)
}

async function readCollection(files: readonly GivenFile[], otherFiles: number): Promise<ImportParts> {
  const { importBruno } = await import('../../../src/formats/bruno.ts')
  const texts: TextFile[] = []
  const unreadable: ImportNote[] = []
  for (const given of files) {
    const text = await textOf(given)
    if (text.ok) texts.push({ path: given.path, text: text.value })
    else unreadable.push({ place: given.path, message: `Left out: ${text.refusal.message}` })
  }
  const read = importBruno(texts)
  if (!read.ok) return read
  const imported = { ...read.value, notes: [...read.value.notes, ...unreadable] }
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
