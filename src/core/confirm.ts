/** What a person can ask to be asked before. */
export type ConfirmPoint = 'create' | 'open' | 'close' | 'message'

export const confirmPoints: readonly ConfirmPoint[] = ['create', 'open', 'close', 'message']

/** What would happen on a yes. Secret values are masked, and of a long message only the beginning is told. */
export interface Asked {
  readonly point: ConfirmPoint
  /** What the profile is called. */
  readonly profile: string
  readonly url: string
  readonly message?: AskedMessage
}

export interface AskedMessage {
  /** Bytes of the payload. */
  readonly bytes: number
  /** The beginning of the text; Base64 when it is binary. */
  readonly preview: string
  readonly isBinary: boolean
}

/** A question that waits for its answer. */
export interface Question extends Asked {
  readonly id: string
  /** When no answer becomes a no, in epoch milliseconds. */
  readonly until: number
}

/** How a question ended; everything but `yes` is a no. */
export type Answer = 'yes' | 'no' | 'timeout' | 'asker-gone' | 'nobody' | 'too-many'

/** How long a question waits, in milliseconds. */
export const answerTime = 60_000

const consequences: Readonly<Record<ConfirmPoint, string>> = {
  create: 'no connection was created',
  open: 'nothing was connected',
  close: 'the connection was not closed',
  message: 'nothing was sent',
}

/** What a rule of the profile is called in refusals and in the ledger. */
export function confirmRule(point: ConfirmPoint): string {
  return `Ask before each ${point}`
}

/** Why something was not done, after anything but a yes. */
export function noConsent(point: ConfirmPoint, answer: Exclude<Answer, 'yes'>): string {
  const consequence = consequences[point]
  switch (answer) {
    case 'no':
      return `You said no, so ${consequence}.`
    case 'timeout':
      return `Nobody answered within ${answerTime / 1000} seconds, so ${consequence}.`
    case 'asker-gone':
      return `The view that asked has gone, so ${consequence}.`
    case 'nobody':
      return `No view is open to ask you in, so ${consequence}.`
    case 'too-many':
      return `Too many questions are waiting, so ${consequence}.`
  }
}
