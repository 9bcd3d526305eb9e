import { ok, type Result, refuse } from './result.ts'

export interface CloseRequest {
  readonly code: number
  readonly reason: string
}

export const normalClosure: CloseRequest = { code: 1000, reason: '' }

/** The longest reason a close frame can carry, in bytes of UTF-8 (RFC 6455 section 5.5). */
const maxReasonBytes = 123

/**
 * Checks what a person may close with: 1000 or 3000 to 4999, and a reason of at most 123 bytes.
 * @see https://developer.mozilla.org/docs/Web/API/WebSocket/close
 */
export function checkCloseRequest(request: CloseRequest): Result<CloseRequest, 'invalid-close'> {
  const { code, reason } = request
  if (code !== 1000 && !(Number.isInteger(code) && code >= 3000 && code <= 4999)) {
    return refuse('invalid-close', `A client may close with 1000 or 3000 to 4999, not ${code}.`, { field: 'code' })
  }
  const bytes = new TextEncoder().encode(reason).byteLength
  if (bytes > maxReasonBytes) {
    return refuse('invalid-close', `The reason has ${bytes} bytes; a close frame carries ${maxReasonBytes} at most.`, {
      field: 'reason',
    })
  }
  return ok(request)
}
