import { type MessageSchemas, noSchemas } from './message-schemas.ts'
import type { SendAs } from './profile.ts'
import type { Sequence } from './sequence.ts'
import type { Trigger } from './trigger.ts'

/** A message kept with a profile, to be sent again. */
export interface SavedMessage {
  readonly id: string
  readonly name: string
  /** From the outermost folder to the innermost. */
  readonly folder: readonly string[]
  readonly sendAs: SendAs
  /** Base64 when it is sent as `binary`. */
  readonly text: string
  /** Whether it is sent by itself when the connection opens. */
  readonly onConnect: boolean
  /** The digit that sends it together with Alt. */
  readonly shortcut?: number
}

/**
 * What a profile has to say: kept beside the profile, because it can be large and may hold secrets, so that views get
 * it on request only.
 */
export interface Script {
  /** In the person's order. */
  readonly messages: readonly SavedMessage[]
  readonly sequences: readonly Sequence[]
  readonly triggers: readonly Trigger[]
  readonly schemas: MessageSchemas
}

export const emptyScript: Script = { messages: [], sequences: [], triggers: [], schemas: noSchemas }
