import { shaped } from '../core/bounds.ts'
import { type HandshakeSettings, plainHandshake } from '../core/handshake.ts'
import { storageItem } from '../platform/storage.ts'
import { handshakeSchema } from '../wire/handshake.ts'

/** A profile's authentication and headers, apart from the profile because of the secrets in them. */
export async function readHandshake(profileId: string): Promise<HandshakeSettings> {
  return shaped(handshakeSchema, await itemOf(profileId).read()) ?? plainHandshake
}

export function writeHandshake(profileId: string, settings: HandshakeSettings): Promise<void> {
  return itemOf(profileId).write(settings)
}

export function handshakeKey(profileId: string): string {
  return `handshake/${profileId}`
}

/** They stay when the profile is deleted, so that undo brings them back. */
function itemOf(profileId: string) {
  return storageItem('local', handshakeKey(profileId))
}
