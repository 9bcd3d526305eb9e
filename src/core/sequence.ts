import type { Match } from './match.ts'
import type { SendAs } from './profile.ts'
import { literally } from './variables.ts'

/** One step of a sequence. Times are milliseconds. */
export type Step =
  | { readonly type: 'saved'; readonly messageId: string }
  | { readonly type: 'text'; readonly text: string; readonly sendAs: SendAs }
  | { readonly type: 'delay'; readonly time: number }
  /** Goes on when a message is received that matches; when none is within the time, the run has failed. */
  | { readonly type: 'wait'; readonly match: Match; readonly time: number }

/** Several messages sent one after the other. */
export interface Sequence {
  readonly id: string
  readonly name: string
  readonly steps: readonly Step[]
  /** How often it is run; 0 until it is stopped. */
  readonly times: number
  /** Milliseconds from the start of one run to that of the next; 0 for one after the other. */
  readonly every: number
  /** The most messages a second; 0 for as fast as they leave. */
  readonly rate: number
}

/** How far the run of a sequence has come. */
export interface SequenceProgress {
  readonly sequenceId: string
  readonly state: 'running' | 'done' | 'stopped' | 'failed'
  /** The run, from 1. */
  readonly run: number
  readonly times: number
  /** The step, from 1. */
  readonly step: number
  readonly steps: number
  readonly sent: number
  /** Messages that could not be sent. */
  readonly unsent: number
  /** Why it failed. */
  readonly fault?: string
}

/** A message as it was sent once. */
export interface Recorded {
  readonly text: string
  readonly sendAs: SendAs
  /** Milliseconds from any fixed moment. */
  readonly at: number
}

/** The shortest time between two messages that is kept; less is nothing a person meant. */
const shortest = 1

/** As long as a step can be, a day; a log may go over weeks. */
const longest = 86_400_000
/** With the pauses between them no more than a sequence can have steps. */
const mostRecorded = 5000

/** @throws RangeError when there are more messages than a sequence can have */
export function refuseTooMany({ length }: readonly Recorded[]): void {
  if (length > mostRecorded) throw new RangeError(`There are more than ${mostRecorded} messages.`)
}

/** Steps that send the same again, with the time between. */
export function stepsOf(recorded: readonly Recorded[]): Step[] {
  return recorded.flatMap(({ text, sendAs, at }, index): Step[] => {
    const before = recorded[index - 1]
    const time = before === undefined ? 0 : Math.min(longest, Math.round(at - before.at))
    const send: Step = { type: 'text', text: literally(text), sendAs }
    return time >= shortest ? [{ type: 'delay', time }, send] : [send]
  })
}
