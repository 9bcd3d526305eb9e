/** Whether something was refused because there is no room. */
export function isStorageFull(error: unknown): error is DOMException {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
