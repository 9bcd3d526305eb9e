import { decodeBase64 } from '../core/base64.ts'
import { longestNote } from '../core/log-entry.ts'
import { counted } from './count.ts'
import type { Draft } from './draft.ts'
import type { RecordedMessage } from './imported.ts'
import { objectOf } from './values.ts'

/** What was sent and received; frames that carry no message are left out and counted. */
export function messagesOf(list: unknown, startedAt: number, place: string, draft: Draft): RecordedMessage[] {
  const messages: RecordedMessage[] = []
  let others = 0
  let notBase64 = 0
  if (!Array.isArray(list)) return messages
  // There may be hundreds of thousands, so that a schema for each would take seconds.
  for (const item of list) {
    const { type, time, opcode = 1, data, comment } = objectOf(item)
    const isMessage =
      (type === 'send' || type === 'receive') && (opcode === 1 || opcode === 2) && typeof data === 'string'
    if (!isMessage) {
      others++
      continue
    }
    const bytes = opcode === 2 ? decodeBase64(data) : undefined
    if (opcode === 2 && !bytes) notBase64++
    messages.push({
      // Chrome writes seconds since 1970; a file without times still has an order.
      at: isMoment(time) ? time * 1000 : (messages.at(-1)?.at ?? startedAt),
      direction: type === 'send' ? 'sent' : 'received',
      opcode,
      data: opcode === 1 ? data : (bytes ?? new TextEncoder().encode(data)),
      ...noteOf(comment),
    })
  }
  if (others > 0) draft.note(place, `${counted(others, 'frame')} left out: errors and control frames are no messages.`)
  if (notBase64 > 0)
    draft.note(place, `${counted(notBase64, 'binary message')} without valid Base64: the text was taken as it is.`)
  return messages
}

/** What an export writes for a bookmark without a note. */
export const plainBookmark = 'Bookmark'

function noteOf(comment: unknown): { note?: string } {
  if (typeof comment !== 'string') return {}
  return { note: comment === plainBookmark ? '' : comment.slice(0, longestNote) }
}

/** Whether these are seconds since 1970 that a date can have. */
function isMoment(time: unknown): time is number {
  return typeof time === 'number' && time >= 0 && time <= 8.64e12
}
