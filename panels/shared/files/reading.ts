import * as v from 'valibot'
import type { FolderPath } from '../../../src/core/folders.ts'
import type { GivenProfile } from '../../../src/core/handshake.ts'
import type { Browser } from '../../../src/core/headers.ts'
import { profileTitle } from '../../../src/core/profile.ts'
import { ok, type Refusal, type Result } from '../../../src/core/result.ts'
import { decodeText, refuseSize } from '../../../src/formats/decode-text.ts'
import { toGiven } from '../../../src/formats/given-profile.ts'
import { importText } from '../../../src/formats/import-file.ts'
import type {
  Imported,
  ImportedEnvironment,
  ImportedRecording,
  ImportNote,
  ImportResult,
} from '../../../src/formats/imported.ts'
import { invalidFile } from '../../../src/formats/invalid-file.ts'
import { faultOf } from '../../../src/formats/schema.ts'
import { readProfileSchema } from '../../../src/wire/commands.ts'
import { said } from '../said.ts'
import { t } from '../text.ts'
import type { AddedRecording } from './adding.ts'
import { recordedEntries } from './recorded-entries.ts'

/** A profile that can be added. */
export interface Candidate {
  readonly given: GivenProfile
  readonly recordings: readonly AddedRecording[]
  /** Why it cannot be added after all, in words. */
  readonly fault?: string
}

/** What files bring, before anything is changed. */
export interface Preview {
  readonly sources: readonly string[]
  readonly candidates: readonly Candidate[]
  readonly environments: readonly ImportedEnvironment[]
  /** Paths of all folders, in their order; also of those in which there is nothing. */
  readonly folders: readonly FolderPath[]
  /** What was dropped or changed, and why. */
  readonly notes: readonly ImportNote[]
  /** Where there are secrets. */
  readonly secrets: readonly string[]
  /** The person's own rules, as a backup has them. */
  readonly rules?: unknown
  /** Where secrets are encrypted: the same with them, for who knows the passphrase. */
  readonly unlock?: (passphrase: string) => Promise<PreviewResult>
}

export type PreviewResult = Result<Preview, 'invalid-file'>

/** Reads files; one that cannot be read refuses them all, by its name. Those of a Bruno collection are read as one. */
export async function readFiles(files: readonly File[]): Promise<PreviewResult> {
  const collection = files.filter(({ name }) => name.endsWith('.bru'))
  if (collection.length > 1) return readCollection(collection, files.length - collection.length)
  const previews: Preview[] = []
  for (const file of files) {
    const read = await readFile(file)
    if (!read.ok) return { ok: false, refusal: named(read.refusal, file.name) }
    previews.push(read.value)
  }
  return ok(joined(previews))
}

/** @param others files beside them, such as `bruno.json` */
async function readCollection(files: readonly File[], others: number): Promise<PreviewResult> {
  const tooBig = refuseSize(files.reduce((sum, { size }) => sum + size, 0))
  if (tooBig) return tooBig
  const { importBruno } = await import('../../../src/formats/bruno.ts')
  const texts = await Promise.all(files.map(async (file) => ({ path: pathOf(file), text: await file.text() })))
  const read = previewResult(importBruno(texts), pathOf(files[0]).split('/')[0] ?? '')
  if (!read.ok || others === 0) return read
  return ok({ ...read.value, notes: [...read.value.notes, { place: '', message: t('otherFilesLeftOut', others) }] })
}

/** With the folders it was chosen or dropped with. */
function pathOf(file: File | undefined): string {
  return file?.webkitRelativePath || file?.name || ''
}

function joined(previews: readonly Preview[]): Preview {
  return {
    sources: [...new Set(previews.flatMap(({ sources }) => sources))],
    candidates: previews.flatMap(({ candidates }) => candidates),
    environments: previews.flatMap(({ environments }) => environments),
    folders: previews.flatMap(({ folders }) => folders),
    notes: previews.flatMap(({ notes }) => notes),
    secrets: previews.flatMap(({ secrets }) => secrets),
    ...previews.reduce((last, { rules }) => (rules === undefined ? last : { rules }), {}),
    ...(previews.some(({ unlock }) => unlock) ? { unlock: (passphrase) => unlockAll(previews, passphrase) } : {}),
  }
}

async function unlockAll(previews: readonly Preview[], passphrase: string): Promise<PreviewResult> {
  const unlocked: Preview[] = []
  for (const preview of previews) {
    const read = await (preview.unlock?.(passphrase) ?? ok(preview))
    if (!read.ok) return read
    unlocked.push(read.value)
  }
  return ok(joined(unlocked))
}

export async function readPasted(text: string, fileName = ''): Promise<PreviewResult> {
  return previewResult(await importText(text, fileName), fileName)
}

/** Where what the inspected page has asked for is told. */
export interface PageRequests {
  readonly browser: Browser
  /** The `log` of an HTTP Archive. */
  requestsOfInspectedPage(): Promise<unknown>
}

/** The sockets of the inspected page, as far as DevTools have seen them. */
export async function readPage({ requestsOfInspectedPage, browser }: PageRequests): Promise<PreviewResult> {
  const { readHar } = await import('../../../src/formats/har.ts')
  const read = previewResult(readHar({ log: await requestsOfInspectedPage() }), t('inspectedPage'))
  if (!read.ok || read.value.candidates.length === 0) return invalidFile(t('noPageSockets'))
  const hints = [t('pageSocketsSeen'), browser === 'firefox' ? t('pageMessagesUnseen') : '', t('pageTokenHint')]
  const notes = hints.filter((hint) => hint !== '').map((message) => ({ place: '', message }))
  return ok({ ...read.value, sources: [t('inspectedPage')], notes: [...notes, ...read.value.notes] })
}

async function readFile(file: File): Promise<PreviewResult> {
  const tooBig = refuseSize(file.size)
  if (tooBig) return tooBig
  const text = decodeText(new Uint8Array(await file.arrayBuffer()))
  return text.ok ? readPasted(text.value, file.name) : text
}

function named(refusal: Refusal<'invalid-file'>, name: string): Refusal<'invalid-file'> {
  return { ...refusal, message: `${name}: ${said(refusal.message)}` }
}

function previewResult(imported: ImportResult, name: string): PreviewResult {
  return imported.ok ? ok(previewOf(imported.value, name)) : imported
}

/** @param name of the file */
function previewOf(imported: Imported, name: string): Preview {
  const { unlock } = imported
  const converted = imported.profiles.map(toGiven)
  const titles = imported.profiles.map(profileTitle)
  const losses = converted.flatMap((one, index) =>
    one.losses.map((message) => ({ place: titles[index] ?? '', message })),
  )
  return {
    sources: [imported.source],
    candidates: converted.map(({ given }, index) => ({
      ...checked(given),
      recordings: imported.recordings
        .filter(({ profile }) => profile === index)
        .map((one) => addedRecording(one, name)),
    })),
    environments: imported.environments,
    folders: imported.folders ?? [],
    notes: [...imported.notes, ...losses],
    secrets: imported.secrets.map((place) => secretPlace(place, titles)),
    ...(imported.rules === undefined ? {} : { rules: imported.rules }),
    ...(unlock ? { unlock: async (passphrase) => previewResult(await unlock(passphrase), name) } : {}),
  }
}

/** The wire has bounds, and what does not fit must not hold up the others. */
function checked(given: GivenProfile): Omit<Candidate, 'recordings'> {
  const read = v.safeParse(readProfileSchema, given)
  if (read.success) return { given: read.output }
  const { place, message } = faultOf(read.issues, '')
  return { given, fault: `${place}: ${message}` }
}

function addedRecording(recording: ImportedRecording, file: string): AddedRecording {
  const { startedAt, messages } = recording
  const name = file === '' ? t('pastedText') : file
  return {
    name,
    startedAt,
    messages: messages.length,
    portions: () => recordedEntries(recording, t('recordedIn', name)),
  }
}

/** `profiles[0].auth.token` with the profile's title in place of its number. */
function secretPlace(place: string, titles: readonly string[]): string {
  return place.replace(/^profiles\[(\d+)\]\./, (_, index) => `${titles[Number(index)] ?? ''}: `)
}
