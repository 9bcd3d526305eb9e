import type { FolderPath } from '../../../src/core/folders.ts'
import type { GivenProfile } from '../../../src/core/handshake.ts'
import type { UserRules } from '../../../src/core/user-rules.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import type { RecordedPart } from './recorded-entries.ts'

/** What an import adds. */
export interface Additions {
  readonly profiles: readonly AddedProfile[]
  readonly environments: readonly ImportedEnvironment[]
  /** Paths of all folders, in their order. */
  readonly folders: readonly FolderPath[]
  /** The person's own rules, which take the place of those there are; only the options may bring them. */
  readonly rules?: unknown
}

export interface AddedProfile {
  readonly given: GivenProfile
  readonly recordings: readonly AddedRecording[]
}

export interface AddedRecording {
  readonly name: string
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly messages: number
  /** The entries in portions, made as they are needed; they end early when the import is given up. */
  portions(): AsyncIterable<RecordedPart>
}

/** What was added last. */
export interface Added {
  /** The rules that were there before, where others came. */
  readonly rules?: UserRules
  readonly profileIds: readonly string[]
  /** Paths of folders that were not there before. */
  readonly newFolders: readonly FolderPath[]
  readonly environmentIds: readonly string[]
}
