import * as v from 'valibot'
import type { Profile } from '../core/profile.ts'
import { ok, type Result } from '../core/result.ts'
import { Draft } from './draft.ts'
import { decryptSecrets, type EncryptedSecrets } from './encrypted-secrets.ts'
import type { ImportedEnvironment, ImportedProfile, ImportResult } from './imported.ts'
import { invalidFile } from './invalid-file.ts'
import { withTexts } from './places.ts'
import { readJson } from './read-json.ts'
import { faultOf } from './schema.ts'
import { switchboardFile } from './switchboard-schema.ts'
import { type Upgrades, upgrade, upgrades } from './switchboard-upgrades.ts'
import { switchboardVersion } from './switchboard-version.ts'
import { memberOf } from './values.ts'

type BasicField = 'id' | 'name' | 'kind' | 'url' | 'subprotocols' | 'handshakeTimeout' | 'minify'

/** A profile in a file: what every file has, and what else is known of a connection. */
export type SwitchboardProfile = Pick<Profile, BasicField> &
  Partial<Omit<ImportedProfile, BasicField | 'savedMessages'>>

export interface SwitchboardFile {
  readonly format: 'switchboard'
  readonly version: typeof switchboardVersion
  /** Paths of all folders, also of empty ones, in their order. */
  readonly folders?: readonly (readonly string[])[]
  readonly profiles: readonly SwitchboardProfile[]
  readonly environments?: readonly ImportedEnvironment[]
  /** The person's own rules, in a backup. */
  readonly rules?: unknown
  /** The values that were left out, for who has the passphrase. */
  readonly encryptedSecrets?: EncryptedSecrets
}

/** Reads what `ownFile` has made, exactly; older versions are upgraded, newer ones refused by number. */
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

/** As other formats are read. */
export function importSwitchboard(text: string): ImportResult {
  const read = readSwitchboard(text)
  if (!read.ok) return read
  const imported = importContent(read.value)
  const { encryptedSecrets } = read.value
  if (!imported.ok || !encryptedSecrets) return imported
  const unlock = async (passphrase: string) => {
    const secrets = await decryptSecrets(encryptedSecrets, passphrase)
    return secrets.ok ? importContent(withTexts(read.value, secrets.value)) : secrets
  }
  return ok({ ...imported.value, unlock })
}

/** What the extension makes itself, such as ids, is left out. */
function importContent(file: SwitchboardFile): ImportResult {
  const draft = new Draft('Switchboard')
  for (const { id: _id, ...profile } of file.profiles) {
    draft.profile({
      folder: [],
      headers: [],
      parameters: [],
      auth: { type: 'none' },
      savedMessages: [],
      ...profile,
    })
  }
  for (const environment of file.environments ?? []) draft.ownEnvironment(environment)
  draft.folders(file.folders ?? [])
  if (file.rules !== undefined) draft.rules(file.rules)
  return draft.finish('This Switchboard file holds no profiles.')
}

function check(value: unknown): Result<SwitchboardFile, 'invalid-file'> {
  const parsed = v.safeParse(switchboardFile, value)
  if (parsed.success) return ok(parsed.output)
  const { place, message } = faultOf(parsed.issues, '')
  return invalidFile(`${place}: ${message}`)
}
