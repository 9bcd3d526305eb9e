import * as v from 'valibot'
import { listUpTo, numberFrom, textUpTo, wholeFrom } from '../core/bounds.ts'
import { confirmPoints } from '../core/confirm.ts'
import type { Environment } from '../core/environment.ts'
import { secretsWays } from '../core/export-policy.ts'
import type { HandshakeSettings } from '../core/handshake.ts'
import type { HandshakeFailure } from '../core/handshake-failure.ts'
import { longestNote } from '../core/log-entry.ts'
import { logDetails } from '../core/log-rules.ts'
import type { ObservedHandshake } from '../core/observed-handshake.ts'
import type { Decision } from '../core/policy.ts'
import type { Draft, Profile } from '../core/profile.ts'
import { commonProfileFields } from '../core/profile-fields.ts'
import type { SyncStatus } from '../core/profile-sync.ts'
import type { Script } from '../core/script.ts'
import type { UserRules } from '../core/user-rules.ts'
import { keepAliveSchema, reconnectSchema } from './automation.ts'
import { environmentFields, environmentSchema } from './environment.ts'
import { id, line, messageText, place, sendAs, text } from './fields.ts'
import { handshakeSchema } from './handshake.ts'
import { recordedEntries, recordingFields } from './recording.ts'
import { folderSchema, namedFolderSchema, scriptParts } from './script.ts'
import type { TokenStatus } from './view.ts'

/**
 * Every command a view can give the background: the shape of its arguments, checked at the door, and its reply. The
 * caller, the table of handlers and the tests derive from this one map.
 */

const logId = textUpTo(129, 1)
const sequenceNumber = wholeFrom(1)

const profileFields = {
  ...commonProfileFields,
  folder: folderSchema,
  switchedOffParameters: listUpTo(v.object({ at: place, text }), 1000),
  maxMessageBytes: place,
  reconnect: reconnectSchema,
  keepAlive: keepAliveSchema,
  confirm: listUpTo(v.picklist(confirmPoints), confirmPoints.length),
  auditMessages: v.boolean(),
  log: v.object({
    detail: v.picklist(logDetails),
    entries: place,
    bytes: place,
    days: numberFrom(0, 36_500),
  }),
  pairing: v.object({ sent: line, received: line }),
}

const profileSchema = v.strictObject({ id, ...profileFields })

export const folderPathsSchema = listUpTo(folderSchema, 10_000)
const emptyFolder = v.strictObject({ path: namedFolderSchema, at: place })
export const emptyFoldersSchema = listUpTo(emptyFolder, 10_000)

/** As an earlier version may have stored it: what it did not know yet takes its default. */
export const storedProfileSchema = v.object({ id, ...v.partial(v.object(profileFields)).entries })
const givenProfileSchema = v.strictObject({
  profile: v.strictObject(profileFields),
  handshake: handshakeSchema,
  script: v.strictObject(scriptParts),
})

/** The same as a file may have it: what it says beyond that is left out. */
export const readProfileSchema = v.object({
  profile: v.object(profileFields),
  handshake: handshakeSchema,
  script: v.object(scriptParts),
})

/** How many profiles one command may be about. */
export const mostAtOnce = 1000
export const draftSchema = v.strictObject({
  text: messageText,
  sendAs,
  encoding: v.exactOptional(v.picklist(['hex', 'base64'])),
  lineEnds: v.exactOptional(v.picklist(['lf', 'crlf'])),
})

const connection = { connectionId: id }
const ofProfile = v.strictObject({ profileId: id })
const ofConnection = v.strictObject(connection)
const ofSequence = v.strictObject({ ...connection, sequenceId: id })
const nothing = v.strictObject({})
const profileChange = v.partial(v.strictObject(profileFields))
const environmentChange = v.partial(v.strictObject(environmentFields))

/** What a panel read from the inspected page, where the profile's authentication asks for it. */
const pageToken = v.optional(text)

export const commandArguments = {
  /** Adds a profile at the end of the list. */
  'profile.create': profileChange,
  'profile.update': v.strictObject({ profileId: id, change: profileChange }),
  /** Takes a profile out of the list; the reply is what `profiles.restore` needs to undo it. */
  'profile.delete': ofProfile,
  /** The deleted profile is not going to be restored: what belonged to it goes, secrets included. */
  'profile.forget': ofProfile,
  /** Makes a profile of this name like another, with its handshake and script, right after it. */
  'profile.duplicate': v.strictObject({ profileId: id, name: profileFields.name }),
  /** Puts the person's profiles in this order and into these folders; the empty ones are named. */
  'profiles.arrange': v.strictObject({
    places: v.array(v.strictObject({ profileId: id, folder: folderSchema })),
    empty: v.optional(emptyFoldersSchema, []),
  }),
  /** Takes a folder away with all that is in it; the reply is the profiles, for `profiles.restore`. */
  'folder.delete': v.strictObject({ path: namedFolderSchema }),
  /** Brings deleted profiles back, each at its place among those before it: all of them, or none. */
  'profiles.restore': v.strictObject({
    profiles: listUpTo(v.strictObject({ profile: profileSchema, index: place }), 10_000),
  }),
  /**
   * Adds profiles with their handshakes at the end of the list, and empty folders, whose places are counted from the
   * first of these profiles: all of them, or none.
   */
  'profiles.add': v.strictObject({
    profiles: listUpTo(givenProfileSchema, mostAtOnce),
    empty: v.optional(emptyFoldersSchema, []),
  }),
  /** Takes back what `profiles.add` has added, secrets included. */
  'profiles.remove': v.strictObject({
    profileIds: listUpTo(id, mostAtOnce),
    newFolders: v.optional(folderPathsSchema, []),
  }),
  /** Makes a file of what is the person's own; `backup` is everything, `profiles` what can be handed to others. */
  'profiles.export': v.strictObject({
    extent: v.picklist(['profiles', 'backup']),
    secrets: v.picklist(secretsWays),
  }),
  /** How it stands with profiles on the person's other devices. */
  'sync.read': nothing,
  /** Keeps profiles, without their secrets, the same on all of them, or stops doing so. */
  'sync.write': v.strictObject({ on: v.boolean() }),
  'draft.read': ofProfile,
  'draft.write': v.strictObject({ profileId: id, draft: draftSchema }),
  /** Makes a connection from a profile, owned by the caller. Nothing is sent to the server yet. */
  'connection.create': ofProfile,
  'connection.connect': v.strictObject({ ...connection, pageToken }),
  'connection.disconnect': v.strictObject({
    ...connection,
    code: v.optional(v.number()),
    reason: v.optional(line),
  }),
  /** `byItself`: with the token that was asked of its owner, where it still waits for that. */
  'connection.reconnect': v.strictObject({ ...connection, pageToken, byItself: v.optional(v.boolean()) }),
  'connection.dispose': ofConnection,
  /** `true` hands the connection to `background`; `false` takes it over from there. */
  'connection.pin': v.strictObject({ ...connection, pinned: v.boolean() }),
  /** Authentication and headers; they hold secrets, so no update carries them. */
  'handshake.read': ofProfile,
  'handshake.write': v.strictObject({ profileId: id, handshake: handshakeSchema }),
  /** The access token of OAuth 2.0, and what it takes to get one. */
  'token.read': ofProfile,
  /** Gets a new one; the person may have to sign in. */
  'token.get': ofProfile,
  'token.forget': ofProfile,
  /** Saved messages and the like; as large as they may be, no update carries them. */
  'script.read': ofProfile,
  'script.write': v.strictObject({ profileId: id, change: v.partial(v.strictObject(scriptParts)) }),
  /** What the browser let us see of the connection's last handshake, secrets included. */
  'handshake.observed': ofConnection,
  /** Asks the server once more, by plain HTTP, why it did not accept the handshake. */
  'handshake.diagnose': ofConnection,
  /** Deletes the entries of a log before a sequence number; what comes is numbered on. */
  'log.trim': v.strictObject({ logId, before: sequenceNumber }),
  /** Puts a bookmark at an entry, with a note that may be empty; without a note it is taken away. */
  'log.mark': v.strictObject({
    logId,
    seq: sequenceNumber,
    note: v.optional(textUpTo(longestNote)),
  }),
  /** Makes a log of its own for a conversation that took place elsewhere. */
  'recording.create': v.strictObject({ profileId: id, ...recordingFields }),
  'recording.append': v.strictObject({ recordingId: id, entries: recordedEntries }),
  'recording.delete': v.strictObject({ recordingId: id }),
  /** Where a profile has no connection its own id stands for one: the refusal is noted in its log. */
  'message.send': v.strictObject({ ...connection, text: messageText, sendAs }),
  /** The person's answer to a question that waits. */
  'question.answer': v.strictObject({ questionId: id, allow: v.boolean() }),
  /** With the values of secret variables; no update carries those. */
  'environments.read': nothing,
  'environment.create': environmentChange,
  'environment.update': v.strictObject({ environmentId: id, change: environmentChange }),
  /** The reply is what `environment.restore` needs to undo it. */
  'environment.delete': v.strictObject({ environmentId: id }),
  'environment.restore': v.strictObject({ environment: environmentSchema, index: place, wasActive: v.boolean() }),
  /** Makes an environment the one whose variables hold; `null` for none. */
  'environment.choose': v.strictObject({ environmentId: v.nullable(id) }),
  /** Takes back what a trigger has set, so that the environment's own value holds again. */
  'variable.forget': v.strictObject({ name: line }),
  'sequence.start': ofSequence,
  'sequence.stop': ofSequence,
  'rules.read': nothing,
  /** Puts the person's own rules in place of those before; they hold at once. The core tells what is wrong with them. */
  'rules.write': v.strictObject({ onlyListed: v.boolean(), rules: v.unknown() }),
  /** Whether a URL might be connected, and the rule that decides. */
  'policy.test': v.strictObject({ url: text }),
  /** The connections in progress, each with the rule that decides about it. */
  'policy.touched': nothing,
} as const

export interface CommandReplies {
  'profile.create': { profileId: string }
  'profile.update': null
  'profile.delete': { profile: Profile; index: number }
  'profiles.restore': null
  'profile.forget': null
  'profile.duplicate': { profileId: string }
  'profiles.arrange': null
  'folder.delete': readonly { profile: Profile; index: number }[]
  'profiles.add': { profileIds: string[] }
  'profiles.remove': null
  /** The file as JSON has it, how many profiles it has, and where there are secrets, in words; and what is to be encrypted into it. */
  'profiles.export': {
    file: object
    count: number
    secrets: readonly string[]
    toEncrypt?: Readonly<Record<string, string>>
  }
  'sync.read': SyncStatus
  'sync.write': null
  'draft.read': Draft
  'draft.write': null
  'connection.create': { connectionId: string }
  'connection.connect': { outcome: 'connecting' }
  'connection.disconnect': null
  'connection.reconnect': { outcome: 'connecting' }
  'connection.dispose': null
  'connection.pin': null
  'handshake.read': HandshakeSettings
  'handshake.write': null
  'token.read': TokenStatus
  'token.get': null
  'token.forget': null
  'script.read': Script
  'script.write': null
  'handshake.observed': ObservedHandshake | null
  'handshake.diagnose': HandshakeFailure
  'log.trim': null
  'log.mark': null
  'recording.create': { recordingId: string }
  'recording.append': null
  'recording.delete': null
  'message.send': null
  'question.answer': null
  'environments.read': readonly Environment[]
  'environment.create': { environmentId: string }
  'environment.update': null
  'environment.delete': { environment: Environment; index: number; wasActive: boolean }
  'environment.restore': null
  'environment.choose': null
  'variable.forget': null
  'sequence.start': null
  'sequence.stop': null
  'rules.read': { rules: UserRules; fault?: string }
  'rules.write': null
  'policy.test': Decision
  'policy.touched': readonly { readonly connectionId: string; readonly rule: string }[]
}

/** What is sent is changed by nobody. */
type Unchanging<T> = unknown extends T ? T : { readonly [Key in keyof T]: Unchanging<T[Key]> }

export type CommandName = keyof typeof commandArguments
export type CommandArguments<Name extends CommandName> = Unchanging<v.InferOutput<(typeof commandArguments)[Name]>>
export type CommandReply<Name extends CommandName> = CommandReplies[Name]
