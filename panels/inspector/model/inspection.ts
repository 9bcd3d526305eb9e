import type { Draft } from '../../../src/core/profile.ts'
import { faultInWords, type TextFault } from '../../../src/core/text-fault.ts'
import { variablesIn } from '../../../src/core/variables.ts'
import { draftFault, sizeOf } from './outgoing.ts'

/** What a message is looked at for; it crosses to a Worker. */
export interface InspectionTask {
  readonly draft: Draft
  /** Whether JSON goes out without white space. */
  readonly minify: boolean
}

/** What there is to say about a message while it is written. */
export interface Inspection {
  /** What would keep it from being sent. */
  readonly fault?: TextFault
  /** The fault as a sentence that begins with its place. */
  readonly words?: string
  /** Bytes that would go out; undefined while the bytes are written wrongly. */
  readonly size: number | undefined
  /** The names of the variables it refers to, each once. */
  readonly variables: readonly string[]
}

/** Has a message looked at, in another thread: a large one takes longer than a frame. */
export type Inspect = (task: InspectionTask) => Promise<Inspection>

export const nothingToSay: Inspection = { size: 0, variables: [] }

export function inspect({ draft, minify }: InspectionTask): Inspection {
  const fault = draftFault(draft)
  return {
    ...(fault && { fault, words: faultInWords(draft.text, fault) }),
    size: sizeOf(draft, minify),
    variables: draft.sendAs === 'binary' ? [] : variablesIn(draft.text),
  }
}
