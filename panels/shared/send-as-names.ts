import type { SendAs } from '../../src/core/profile.ts'
import type { TextKey } from './text.ts'

/** What the ways of sending are called. */
export const sendAsNames: Readonly<Record<SendAs, TextKey>> = {
  'json-object': 'sendAsJsonObject',
  'json-value': 'sendAsJsonValue',
  text: 'sendAsText',
  binary: 'sendAsBinary',
}
