import { ok, type Result } from '../../../src/core/result.ts'
import { parseWebSocketUrl } from '../../../src/core/url.ts'
import { meantUrl } from '../../../src/core/url-meant.ts'
import { isCommand } from './pasting.ts'

/** Where to connect to: a URL, or a command line that says more than that. */
export type Address =
  | { readonly type: 'url'; readonly url: string }
  | { readonly type: 'command'; readonly text: string }

/** Reads what a person gives as the address of a server, in whichever form they have it. */
export function readAddress(text: string): Result<Address, 'invalid-url'> {
  if (isCommand(text)) return ok({ type: 'command', text })
  const url = meantUrl(text) ?? text.trim()
  const parsed = parseWebSocketUrl(url)
  return parsed.ok ? ok({ type: 'url', url }) : parsed
}
