import { effect } from '@preact/signals'
import type { PageToken } from '../../../src/core/auth.ts'
import type { Refusal, Result } from '../../../src/core/result.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import type { Session } from '../../shared/session.ts'

export interface AskedContext extends Session {
  readPageToken(auth: PageToken): Promise<Result<string>>
  onRefusal(profileId: string, refusal: Refusal): void
}

/**
 * Reads the token of the inspected page for each connection of this view whose time has come to be made again: it is
 * read afresh at each connect, and nobody else can.
 */
export function readTokensWhenAsked({ mirror, call, readPageToken, onRefusal }: AskedContext): void {
  const reading = new Set<string>()
  const waits = ({ id }: ConnectionView) => asking(mirror.connections.peek()).some((one) => one.id === id)

  const answer = async (connection: ConnectionView) => {
    const { id: connectionId, profileId } = connection
    const settings = await call('handshake.read', { profileId })
    // Another way to authenticate needs no panel.
    if (!settings.ok || settings.value.auth.type !== 'page-token') return
    const token = await readPageToken(settings.value.auth)
    // It may have been stopped meanwhile.
    if (!waits(connection)) return
    const pageToken = token.ok ? token.value : undefined
    const made = await call('connection.reconnect', { connectionId, pageToken, byItself: true })
    // Of why there is no token only this panel knows.
    if (!made.ok && made.refusal.field === 'auth' && !token.ok) onRefusal(profileId, token.refusal)
  }

  effect(() => {
    for (const connection of asking(mirror.connections.value)) {
      if (reading.has(connection.id)) continue
      reading.add(connection.id)
      // Where it fails, the background asks again.
      void answer(connection)
        .catch(() => undefined)
        .finally(() => reading.delete(connection.id))
    }
  })
}

function asking(connections: readonly ConnectionView[]): readonly ConnectionView[] {
  return connections.filter(({ owner, state }) => owner === 'you' && state.phase === 'waiting' && state.step)
}
