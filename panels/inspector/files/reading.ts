import * as v from 'valibot'
import type { GivenProfile } from '../../../src/core/handshake.ts'
import { profileTitle } from '../../../src/core/profile.ts'
import { ok, type Refusal, type Result } from '../../../src/core/result.ts'
import { counted } from '../../../src/formats/count.ts'
import { decodeText, refuseSize } from '../../../src/formats/decode-text.ts'
import { toGiven } from '../../../src/formats/given-profile.ts'
import { importText } from '../../../src/formats/import-file.ts'
import type { Imported, ImportNote, ImportResult } from '../../../src/formats/imported.ts'
import { readProfileSchema } from '../../../src/wire/commands.ts'

/** A profile that can be added. */
export interface Candidate {
  readonly given: GivenProfile
  /** Why it cannot be added after all, in words. */
  readonly fault?: string
}

/** What files bring, before anything is changed. */
export interface Preview {
  readonly sources: readonly string[]
  readonly candidates: readonly Candidate[]
  /** What was dropped or changed, and why. */
  readonly notes: readonly ImportNote[]
  /** Where there are secrets. */
  readonly secrets: readonly string[]
  /** Where secrets are encrypted: the same with them, for who knows the passphrase. */
  readonly unlock?: (passphrase: string) => Promise<PreviewResult>
}

export type PreviewResult = Result<Preview, 'invalid-file'>

/** Reads files; one that cannot be read refuses them all, by its name. */
export async function readFiles(files: readonly File[]): Promise<PreviewResult> {
  const previews: Preview[] = []
  for (const file of files) {
    const read = await readFile(file)
    if (!read.ok) return { ok: false, refusal: named(read.refusal, file.name) }
    previews.push(read.value)
  }
  return ok(joined(previews))
}

function joined(previews: readonly Preview[]): Preview {
  return {
    sources: [...new Set(previews.flatMap(({ sources }) => sources))],
    candidates: previews.flatMap(({ candidates }) => candidates),
    notes: previews.flatMap(({ notes }) => notes),
    secrets: previews.flatMap(({ secrets }) => secrets),
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
  return previewResult(await importText(text, fileName))
}

async function readFile(file: File): Promise<PreviewResult> {
  const tooBig = refuseSize(file.size)
  if (tooBig) return tooBig
  const text = decodeText(new Uint8Array(await file.arrayBuffer()))
  return text.ok ? readPasted(text.value, file.name) : text
}

function named(refusal: Refusal<'invalid-file'>, name: string): Refusal<'invalid-file'> {
  return { ...refusal, message: `${name}: ${refusal.message}` }
}

function previewResult(imported: ImportResult): PreviewResult {
  return imported.ok ? ok(previewOf(imported.value)) : imported
}

function previewOf(imported: Imported): Preview {
  const { unlock } = imported
  const converted = imported.profiles.map(toGiven)
  const titles = imported.profiles.map(profileTitle)
  const losses = converted.flatMap((one, index) =>
    one.losses.map((message) => ({ place: titles[index] ?? '', message })),
  )
  return {
    sources: [imported.source],
    candidates: converted.map(({ given }) => candidateOf(given)),
    notes: [...imported.notes, ...losses, ...unkept(imported)],
    secrets: imported.secrets.map((place) => secretPlace(place, titles)),
    ...(unlock ? { unlock: async (passphrase) => previewResult(await unlock(passphrase)) } : {}),
  }
}

/** The wire has bounds, and what does not fit must not hold up the others. */
function candidateOf(given: GivenProfile): Candidate {
  const checked = v.safeParse(readProfileSchema, given)
  if (checked.success) return { given: checked.output }
  const [issue] = checked.issues
  return { given, fault: `${v.getDotPath(issue) ?? ''}: ${issue.message}` }
}

function* unkept({ environments, recordings }: Imported): Generator<ImportNote> {
  for (const { name, variables } of environments) {
    const message = `Dropped with ${counted(variables.length, 'variable')}: environments are not kept yet.`
    yield { place: `environment “${name}”`, message }
  }
  for (const { url, messages } of recordings) {
    const message = `Dropped with ${counted(messages.length, 'message')}: recordings are not kept yet.`
    yield { place: `recording of ${url.split(/[?#]/)[0]}`, message }
  }
}

/** `profiles[0].auth.token` with the profile's title in place of its number. */
function secretPlace(place: string, titles: readonly string[]): string {
  return place.replace(/^profiles\[(\d+)\]\./, (_, index) => `${titles[Number(index)] ?? ''}: `)
}
