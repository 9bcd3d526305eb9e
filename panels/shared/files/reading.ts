import * as v from 'valibot'
import type { FolderPath } from '../../../src/core/folders.ts'
import type { GivenProfile } from '../../../src/core/handshake.ts'
import { present } from '../../../src/core/present.ts'
import { profileTitle } from '../../../src/core/profile.ts'
import { userPolicy } from '../../../src/core/user-rules.ts'
import { builtInNames, variablesIn } from '../../../src/core/variables.ts'
import { toGiven } from '../../../src/formats/given-profile.ts'
import type {
  FormatName,
  ImportedEnvironment,
  ImportedProfile,
  ImportedRecording,
  ImportNote,
} from '../../../src/formats/imported.ts'
import { differingTexts } from '../../../src/formats/places.ts'
import { faultOf } from '../../../src/formats/schema.ts'
import { readProfileSchema } from '../../../src/wire/commands.ts'
import { environmentFields } from '../../../src/wire/environment.ts'
import { folderSchema, namedFolderSchema } from '../../../src/wire/script.ts'
import type { ImportPart } from './import-source.ts'

const environmentShape = v.object(environmentFields)
const rulesShape = v.object({ onlyListed: v.boolean(), rules: v.unknown() })

/** What was read, but for what its recordings hold. */
export interface Reading {
  readonly sources: readonly FormatName[]
  readonly profiles: readonly ReadProfile[]
  readonly environments: readonly ImportedEnvironment[]
  /** Paths of all folders, in their order; also of those in which there is nothing. */
  readonly folders: readonly FolderPath[]
  /** What was dropped or changed, and why. */
  readonly notes: readonly ImportNote[]
  /** Where there are secrets. */
  readonly secrets: readonly string[]
  /** The person's own rules, as a backup has them. */
  readonly rules?: unknown
  /** Why they cannot be restored, if so. */
  readonly rulesFault?: string
  /** Whether there are secrets that a passphrase opens. */
  readonly isLocked: boolean
  /** Files beside those of a collection. */
  readonly otherFiles: number
}

/** A profile that can be added. */
export interface ReadProfile {
  readonly given: GivenProfile
  /** The names of what a person's own environment is asked for. */
  readonly variables: readonly string[]
  /** Why it cannot be added after all. */
  readonly fault?: string
  readonly recordings: readonly ReadRecording[]
}

/** A recording by its number among all that was read. */
export interface ReadRecording extends Omit<ImportedRecording, 'profile' | 'messages'> {
  readonly index: number
  /** The name of its file; empty where there is none. */
  readonly file: string
  readonly messages: number
}

export function readingOf(parts: readonly ImportPart[]): Reading {
  const rules = parts.map(({ imported }) => imported.rules).findLast((one) => one !== undefined)
  return {
    sources: [...new Set(parts.map(({ imported }) => imported.source))],
    profiles: parts.flatMap((part, index) => profilesOf(part, recordingsIn(parts.slice(0, index)).length)),
    environments: parts.flatMap(({ imported }) => imported.environments.filter((one) => !environmentFault(one))),
    folders: parts.flatMap(foldersOf).filter((path) => v.is(namedFolderSchema, path)),
    notes: parts.flatMap(notesOf),
    secrets: parts.flatMap(secretsOf),
    ...(rules === undefined ? {} : present({ rules, rulesFault: rulesFault(rules) })),
    isLocked: parts.some(({ imported }) => imported.unlock !== undefined),
    otherFiles: parts.reduce((sum, { otherFiles }) => sum + otherFiles, 0),
  }
}

/** Every recording that was read; its place is its number. */
export function recordingsIn(parts: readonly ImportPart[]): readonly ImportedRecording[] {
  return parts.flatMap(({ imported }) => imported.recordings)
}

/** @param before how many recordings other files have brought */
function profilesOf({ imported, name }: ImportPart, before: number): ReadProfile[] {
  const recordings = new Map<number, ReadRecording[]>()
  for (const [at, { profile, messages, ...recording }] of imported.recordings.entries()) {
    const known = { ...recording, index: before + at, file: name, messages: messages.length }
    const own = recordings.get(profile)
    if (own) own.push(known)
    else recordings.set(profile, [known])
  }
  return imported.profiles.map((profile, index) => ({
    ...checked(profile),
    recordings: recordings.get(index) ?? [],
  }))
}

/** The wire has bounds, and what does not fit must not hold up the others. */
function checked(imported: ImportedProfile): Omit<ReadProfile, 'recordings'> {
  const read = v.safeParse(readProfileSchema, toGiven(imported).given)
  if (read.success) return { given: withOwnIds(read.output), variables: variablesOf(read.output) }
  const { place, message } = faultOf(read.issues, '')
  // What only Switchboard knows of a profile may be anything then, and it is still to be shown.
  const { settings: _settings, script: _script, ...known } = imported
  return { given: toGiven(known).given, variables: [], fault: `${place}: ${message}` }
}

/** Who writes a file by hand may copy a message with its id: two of one id would be changed as one. */
function withOwnIds({ script, ...given }: GivenProfile): GivenProfile {
  const { messages, sequences, triggers, schemas } = script
  const distinct = {
    messages: distinctIds(messages),
    sequences: distinctIds(sequences),
    triggers: distinctIds(triggers),
  }
  return { ...given, script: { ...distinct, schemas } }
}

/** The first keeps its id, by which others may refer to it. */
function distinctIds<One extends { readonly id: string }>(all: readonly One[]): readonly One[] {
  const known = new Set<string>()
  return all.map((one) => {
    if (known.has(one.id)) return { ...one, id: crypto.randomUUID() }
    known.add(one.id)
    return one
  })
}

/** Keep-alive is sent as it stands. */
function variablesOf({ profile: { url, subprotocols }, handshake, script }: GivenProfile): string[] {
  const texts = differingTexts([url, subprotocols, handshake, script], undefined)
  const names = texts.flatMap(([, text]) => variablesIn(text))
  return [...new Set(names)].filter((name) => !builtInNames.includes(name))
}

function foldersOf({ imported }: ImportPart): readonly FolderPath[] {
  return imported.folders ?? []
}

function notesOf(part: ImportPart): ImportNote[] {
  const { imported } = part
  const losses = imported.profiles.flatMap((profile) =>
    toGiven(profile).losses.map((message) => ({ place: profileTitle(profile), message })),
  )
  const tooLarge = imported.environments.flatMap((environment) => environmentFault(environment) ?? [])
  return [...imported.notes, ...losses, ...tooLarge, ...foldersOf(part).flatMap(folderFault)]
}

function folderFault(path: FolderPath, index: number): readonly ImportNote[] {
  const read = v.safeParse(folderSchema, path)
  if (read.success) return []
  const { place, message } = faultOf(read.issues, `folders[${index}]`)
  return [{ place, message: `Left out: ${message}` }]
}

/** Why an environment does not fit the wire, if so. */
function environmentFault({ name, variables }: ImportedEnvironment): ImportNote | undefined {
  const given = { name, variables: variables.map((variable) => ({ secret: false, ...variable })) }
  const read = v.safeParse(environmentShape, given)
  if (read.success) return undefined
  const { place, message } = faultOf(read.issues, '')
  return { place: `${name.slice(0, 100)}: ${place}`, message: `Left out: ${message}` }
}

function rulesFault(rules: unknown): string | undefined {
  const read = v.safeParse(rulesShape, rules)
  if (!read.success) {
    const { place, message } = faultOf(read.issues, 'rules')
    return `${place}: ${message}`
  }
  const policy = userPolicy(read.output)
  return policy.state === 'unreadable' ? policy.reason : undefined
}

/** `profiles[0].auth.token` with the profile's title in place of its number, and so for environments. */
function secretsOf({ imported: { profiles, environments, secrets } }: ImportPart): string[] {
  return secrets.map((place) =>
    place
      .replace(/^profiles\[(\d+)\]\./, (_, index) => {
        const profile = profiles[Number(index)]
        return `${profile ? profileTitle(profile) : ''}: `
      })
      .replace(/^environments\[(\d+)\]\./, (_, index) => `${environments[Number(index)]?.name ?? ''}: `),
  )
}
