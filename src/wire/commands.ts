import * as v from 'valibot'
import type { Draft, Profile } from '../core/profile.ts'

/**
 * Every command a view can give the background: the shape of its arguments, checked at the door, and its reply. The
 * caller, the table of handlers and the tests derive from this one map.
 */
const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64))

/** Enough for a URL with a long query; browsers and servers stop well below. */
const url = v.pipe(v.string(), v.maxLength(65_536))

/** Text of a message: 64 MiB of UTF-16 code units. */
const messageText = v.pipe(v.string(), v.maxLength(67_108_864))

const sendAs = v.picklist(['json-object', 'json-value', 'text'])

const sequenceNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER))

const profileFields = {
  name: v.pipe(v.string(), v.maxLength(1000)),
  kind: v.picklist(['json', 'text']),
  url,
  subprotocols: v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.maxLength(100), v.readonly()),
  handshakeTimeout: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(600_000)),
  minify: v.boolean(),
}

export const profileSchema = v.strictObject({ id, ...profileFields })
export const draftSchema = v.strictObject({ text: messageText, sendAs })

const connection = { connectionId: id }

export const commandArguments = {
  /** Adds a profile at the end of the list. */
  'profile.create': v.partial(v.strictObject(profileFields)),
  'profile.update': v.strictObject({ profileId: id, change: v.partial(v.strictObject(profileFields)) }),
  /** Takes a profile out of the list; the reply is what `profile.restore` needs to undo it. */
  'profile.delete': v.strictObject({ profileId: id }),
  'profile.restore': v.strictObject({ profile: profileSchema, index: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  'draft.read': v.strictObject({ profileId: id }),
  'draft.write': v.strictObject({ profileId: id, draft: draftSchema }),
  /** Makes a connection from a profile, owned by the caller. Nothing is sent to the server yet. */
  'connection.create': v.strictObject({ profileId: id }),
  'connection.connect': v.strictObject(connection),
  'connection.disconnect': v.strictObject({
    ...connection,
    code: v.optional(v.pipe(v.number(), v.integer())),
    reason: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  }),
  'connection.reconnect': v.strictObject(connection),
  'connection.dispose': v.strictObject(connection),
  /** `true` hands the connection to `background`; `false` takes it over from there. */
  'connection.pin': v.strictObject({ ...connection, pinned: v.boolean() }),
  /** Deletes the entries of a log before a sequence number; what comes is numbered on. */
  'log.trim': v.strictObject({ logId: v.pipe(v.string(), v.nonEmpty(), v.maxLength(129)), before: sequenceNumber }),
  'message.send': v.strictObject({ ...connection, text: messageText, sendAs }),
} as const

export interface CommandReplies {
  'profile.create': { profileId: string }
  'profile.update': null
  'profile.delete': { profile: Profile; index: number }
  'profile.restore': null
  'draft.read': Draft
  'draft.write': null
  'connection.create': { connectionId: string }
  'connection.connect': { outcome: 'connecting' }
  'connection.disconnect': null
  'connection.reconnect': { outcome: 'connecting' }
  'connection.dispose': null
  'connection.pin': null
  'log.trim': null
  'message.send': null
}

export type CommandName = keyof typeof commandArguments
export type CommandArguments<Name extends CommandName> = v.InferOutput<(typeof commandArguments)[Name]>
export type CommandReply<Name extends CommandName> = CommandReplies[Name]
