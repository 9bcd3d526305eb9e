import { plainHandshake } from '../../../src/core/handshake.ts'
import { openSession, type Session } from './session.ts'

/** Milliseconds from the command to connect to the news that it is open. */
export interface HandshakeTimes {
  readonly noAccess: readonly number[]
  readonly plain: readonly number[]
  readonly withHeaders: readonly number[]
}

/** Connects and closes again, by turns where the extension has no access, where it has, and there with headers. */
export async function shakeHands(task: { url: string; urlNoAccess: string; count: number }): Promise<HandshakeTimes> {
  const session = openSession()
  const noAccess: number[] = []
  const plain: number[] = []
  const withHeaders: number[] = []
  for (let turn = 0; turn < task.count; turn++) {
    noAccess.push(await timeOf(session, task.urlNoAccess, false))
    plain.push(await timeOf(session, task.url, false))
    withHeaders.push(await timeOf(session, task.url, true))
  }
  session.close()
  return { noAccess, plain, withHeaders }
}

/** A profile and a connection of its own each time: nothing of the one before is in the way. */
async function timeOf(session: Session, url: string, isWithHeaders: boolean): Promise<number> {
  const { profileId } = await session.call('profile.create', { url })
  if (isWithHeaders) {
    const headers = ['one', 'two', 'three'].map((name) => ({ name: `x-${name}`, value: name, enabled: true }))
    const auth = { type: 'bearer', prefix: 'Bearer', token: 'token' } as const
    await session.call('handshake.write', { profileId, handshake: { ...plainHandshake, auth, headers } })
  }
  const { connectionId } = await session.call('connection.create', { profileId })
  const open = session.connection(profileId, 'open')
  const start = performance.now()
  await session.call('connection.connect', { connectionId })
  await open
  const time = performance.now() - start
  await session.call('connection.disconnect', { connectionId })
  await session.connection(profileId, 'closed')
  await session.call('profile.delete', { profileId })
  return time
}
