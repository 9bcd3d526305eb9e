import { refuse } from '../core/result.ts'

/** What a person can do nothing about: the browser did not tell or hand over something, or it is a fault of ours. */
export function fault(error: unknown) {
  return refuse('failed', `The extension failed at this: ${error}`)
}

/** What the browser had no room for, or could not write. */
export function notStored(error: unknown) {
  return refuse('failed', `The browser could not store it: ${error}`)
}
