import { type Refusal, refuse } from '../core/result.ts'
import { mostDepth, mostValues } from './limits.ts'

export type InvalidFile = { readonly ok: false; readonly refusal: Refusal<'invalid-file'> }

/** A file that cannot be used as a whole. The message says what is wrong and where. */
export function invalidFile(message: string): InvalidFile {
  return refuse('invalid-file', message, { field: 'file' })
}

export const tooDeep = `The file is nested more than ${mostDepth} levels deep.`

export const tooMany = `The file holds more than ${mostValues} objects and lists.`
