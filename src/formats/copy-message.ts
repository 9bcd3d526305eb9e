import { encodeBase64 } from '../core/base64.ts'
import type { HandshakeSettings } from '../core/handshake.ts'
import type { Profile } from '../core/profile.ts'
import { type CopyForm, copyAs } from './copy-as.ts'

/** What can send a message; curl only opens the connection. */
export const messageForms = ['wscat', 'websocat', 'javascript', 'node', 'playwright'] as const satisfies CopyForm[]

/** A message as another tool sends it over a connection of the profile; a placeholder stands for each secret. */
export function copyMessageAs(
  form: CopyForm,
  profile: Profile,
  handshake: HandshakeSettings,
  data: string | Uint8Array,
  told?: (name: string) => string | undefined,
): string {
  const message =
    typeof data === 'string'
      ? ({ name: '', kind: 'text', data } as const)
      : ({ name: '', kind: 'binary', data: encodeBase64(data) } as const)
  return copyAs(form, profile, handshake, [message], told)
}
