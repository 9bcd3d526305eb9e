import type { Draft } from '../../../src/core/profile.ts'

/** The messages sent last, of each profile, as they were written; kept as long as the panel is. */
export interface SentHistory {
  add(profileId: string, draft: Draft): void
  /**
   * The one before, or after, the one that was shown last.
   * @param present what is written now; it comes back after the newest
   */
  step(profileId: string, towards: 'older' | 'newer', present: Draft): Draft | undefined
}

const mostMessages = 50
/** UTF-16 code units of all texts of a profile together. */
const mostText = 4_000_000

interface Sent {
  readonly drafts: readonly Draft[]
  /** Which of them is shown; their number while none is. */
  readonly at: number
  /** What was written before one was shown. */
  readonly present?: Draft
}

export function createSentHistory(): SentHistory {
  const sent = new Map<string, Sent>()
  return {
    add(profileId, draft) {
      const others = (sent.get(profileId)?.drafts ?? []).filter((other) => !isSame(other, draft))
      const drafts = bounded([...others, draft])
      sent.set(profileId, { drafts, at: drafts.length })
    },
    step(profileId, towards, written) {
      const { drafts, at, present } = sent.get(profileId) ?? { drafts: [], at: 0 }
      const shown = drafts[at]
      // What was edited since is a message of its own.
      const from = shown && isSame(shown, written) ? at : drafts.length
      const isNewest = from === drafts.length
      let next = towards === 'older' ? from - 1 : from + 1
      const newest = drafts[next]
      if (isNewest && newest && isSame(newest, written)) next -= 1
      const kept = isNewest ? written : (present ?? written)
      const found = next === drafts.length ? kept : drafts[next]
      if (found) sent.set(profileId, { drafts, at: next, present: kept })
      return found
    },
  }
}

function isSame(one: Draft, other: Draft): boolean {
  return one.text === other.text && one.sendAs === other.sendAs && wayOf(one) === wayOf(other)
}

/** How it is written, as far as that means something where it is sent so. */
function wayOf({ sendAs, encoding = 'hex', lineEnds = 'lf' }: Draft): string {
  return sendAs === 'binary' ? encoding : lineEnds
}

function bounded(drafts: readonly Draft[]): readonly Draft[] {
  let room = mostText
  const newest = drafts.toReversed().slice(0, mostMessages)
  const fitting = newest.findIndex(({ text }, index) => {
    room -= text.length
    return room < 0 && index > 0
  })
  return (fitting < 0 ? newest : newest.slice(0, fitting)).toReversed()
}
