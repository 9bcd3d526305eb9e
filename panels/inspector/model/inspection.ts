import type { Misfit } from '../../../src/core/misfit.ts'
import type { Draft } from '../../../src/core/profile.ts'
import type { TextFault } from '../../../src/core/text-fault.ts'

/** What a message is looked at for; it crosses to a Worker. */
export interface InspectionTask {
  readonly draft: Draft
  /** Whether JSON goes out without white space. */
  readonly minify: boolean
  /** The schema that it is to fit. */
  readonly schema?: string | undefined
  /** What variables stand for, as far as it may be known here. */
  readonly values: ReadonlyMap<string, string>
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
  /** Where it does not fit the schema. */
  readonly misfits: readonly PlacedMisfit[]
}

export interface PlacedMisfit extends Misfit {
  /** Of the value in the text, in UTF-16 code units. */
  readonly offset: number
}

/** Has a message looked at, in another thread: a large one takes longer than a frame. */
export type Inspect = (task: InspectionTask) => Promise<Inspection>

export const nothingToSay: Inspection = { size: undefined, variables: [], misfits: [] }
