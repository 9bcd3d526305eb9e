import * as v from 'valibot'
import type { Profile } from '../core/profile.ts'
import { ok, type Result } from '../core/result.ts'
import { Draft } from './draft.ts'
import type { ImportedEnvironment, ImportedProfile, ImportResult } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { readJson } from './read-json.ts'
import { faultOf, memberOf } from './schema.ts'
import { switchboardFile } from './switchboard-schema.ts'
import { type Upgrades, upgrade, upgrades } from './switchboard-upgrades.ts'

/** The version that is written; all older ones are read. */
export const switchboardVersion = 1

/** A profile in a file: what the extension keeps, and what else formats know of a connection. */
export type SwitchboardProfile = Omit<Profile, 'folder'> & Partial<Omit<ImportedProfile, keyof Omit<Profile, 'folder'>>>

export interface SwitchboardFile {
  readonly format: 'switchboard'
  readonly version: typeof switchboardVersion
  /** Paths of all folders, also of empty ones, in their order. */
  readonly folders?: readonly (readonly string[])[]
  readonly profiles: readonly SwitchboardProfile[]
  readonly environments?: readonly ImportedEnvironment[]
}

export function writeSwitchboard(content: Omit<SwitchboardFile, 'format' | 'version'>): string {
  const file: SwitchboardFile = { format: 'switchboard', version: switchboardVersion, ...content }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

/** Reads what `writeSwitchboard` has written, exactly; older versions are upgraded, newer ones refused by number. */
export function readSwitchboard(
  text: string,
  steps: Upgrades = upgrades,
  current: number = switchboardVersion,
): Result<SwitchboardFile, 'invalid-file'> {
  const read = readJson(text)
  if (!read.ok) return read
  if (memberOf(read.value, 'format') !== 'switchboard') {
    return invalidFile('format: “switchboard” was expected; this is a file of something else.')
  }
  const version = memberOf(read.value, 'version')
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return invalidFile('version: a whole number from 1 was expected.')
  }
  if (version > current) {
    return invalidFile(
      `version: the file has version ${version}, this Switchboard reads up to ${current}. Update it first.`,
    )
  }
  return check(upgrade(read.value, version, current, steps))
}

/** As other formats are read: what the extension makes itself, such as ids, is left out. */
export function importSwitchboard(text: string): ImportResult {
  const read = readSwitchboard(text)
  if (!read.ok) return read
  const draft = new Draft('Switchboard')
  for (const { id: _id, ...profile } of read.value.profiles) {
    draft.profile({
      folder: [],
      headers: [],
      parameters: [],
      auth: { type: 'none' },
      savedMessages: [],
      ...profile,
    })
  }
  for (const environment of read.value.environments ?? []) draft.environment(environment)
  return draft.finish('This Switchboard file holds no profiles.')
}

function check(value: unknown): Result<SwitchboardFile, 'invalid-file'> {
  const parsed = v.safeParse(switchboardFile, value)
  if (parsed.success) return ok(parsed.output)
  const { place, message } = faultOf(parsed.issues, '')
  return invalidFile(`${place}: ${message}`)
}
