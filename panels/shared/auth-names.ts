import type { Auth } from '../../src/core/auth.ts'
import type { TextKey } from './text.ts'

/** What the ways to authenticate are called, in the order in which they are offered. */
export const authNames: ReadonlyMap<Auth['type'], TextKey> = new Map<Auth['type'], TextKey>([
  ['none', 'authNone'],
  ['bearer', 'authBearer'],
  ['basic', 'authBasic'],
  ['api-key', 'authApiKey'],
  ['page-token', 'authPageToken'],
  ['oauth2', 'authOAuth2'],
])
