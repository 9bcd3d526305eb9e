import { shaped } from '../core/bounds.ts'
import { type HandshakeSettings, plainHandshake } from '../core/handshake.ts'
import { handshakeSchema } from '../wire/handshake.ts'
import { belonging } from './belonging.ts'

/** A profile's authentication and headers, apart from the profile because of the secrets in them. */
export async function readHandshake(profileId: string): Promise<HandshakeSettings> {
  return shaped(handshakeSchema, await belonging('handshake', profileId).read()) ?? plainHandshake
}

export function writeHandshake(profileId: string, settings: HandshakeSettings): Promise<void> {
  return belonging('handshake', profileId).write(settings)
}
