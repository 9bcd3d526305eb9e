import type { HandshakeSettings } from '../../../src/core/handshake.ts'
import { type Profile, profileTitle } from '../../../src/core/profile.ts'
import { ok, type Result } from '../../../src/core/result.ts'
import { fromGiven } from '../../../src/formats/given-profile.ts'
import { withoutSecrets } from '../../../src/formats/without-secrets.ts'
import type { ProfileView } from '../../../src/wire/view.ts'
import type { Session } from '../../shared/session.ts'

/** The person's own profiles as a file, once without secrets and once with them. */
export interface Exported {
  readonly count: number
  readonly withoutSecrets: string
  readonly withSecrets: string
  /** Where there are secrets, in words. */
  readonly secrets: readonly string[]
}

export async function exportAll(call: Session['call'], profiles: readonly ProfileView[]): Promise<Result<Exported>> {
  const own = profiles.filter(({ origin }) => origin === undefined)
  const handshakes = await Promise.all(own.map(({ id }) => call('handshake.read', { profileId: id })))
  const refused = handshakes.find((read) => !read.ok)
  if (refused && !refused.ok) return refused
  return ok(
    await exportOf(
      own,
      handshakes.flatMap((read) => (read.ok ? [read.value] : [])),
    ),
  )
}

async function exportOf(profiles: readonly Profile[], handshakes: readonly HandshakeSettings[]): Promise<Exported> {
  const all = {
    profiles: profiles.flatMap((profile, index) => {
      const handshake = handshakes[index]
      return handshake ? [fromGiven(profile, handshake)] : []
    }),
  }
  // As importers have it, so that it stays out of what every dialog loads.
  const { writeSwitchboard } = await import('../../../src/formats/switchboard.ts')
  const { content, omitted } = withoutSecrets(all)
  return {
    count: all.profiles.length,
    withoutSecrets: writeSwitchboard(content),
    withSecrets: writeSwitchboard(all),
    secrets: omitted.map((place) =>
      place.replace(
        /^profiles\[(\d+)\]\./,
        (_, index) => `${profileTitle(all.profiles[Number(index)] ?? { name: '', url: '' })}: `,
      ),
    ),
  }
}

/** Hands a text to the browser as a file to save. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the address once the click is done; it is kept a little for those that read it later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
