/**
 * Milliseconds from one attempt to the next while nothing can be written. Firefox tidies up a database that was left alone
 * for two seconds, and gives back what it does not need.
 */
export const pauseWhenFull = 3000

/** Whether something was refused because there is no room. */
export function isStorageFull(error: unknown): error is DOMException {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
