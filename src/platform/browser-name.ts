import type { Browser } from '../core/headers.ts'

/** Which browser's rules apply. Offscreen documents are Chromium's alone, but only extension pages of it see the API. */
export function browserName(): Browser {
  return location.protocol === 'moz-extension:' ? 'firefox' : 'chromium'
}
