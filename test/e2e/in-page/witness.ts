import type { ConnectionState } from '../../../src/core/connection.ts'
import { type LogLoss, lossChannelName } from '../../../src/log/growth.ts'
import { browser } from '../../../src/platform/browser.ts'
import type { CommandArguments } from '../../../src/wire/commands.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import { onGrowth, openSession } from '../../bench/in-page/session.ts'
import { type NumberedLog, readNumbers } from './numbers.ts'

// Runs in a page of the extension and stays there: a view of the test's own, which hears all that is told to views.

const session = openSession()
/** For each log the sequence number after the last entry that was announced. */
const announced = new Map<string, number>()
/** Who waits for a log to grow. */
const growing = new Set<() => void>()
onGrowth(({ logId, first, rows }) => {
  announced.set(logId, Math.max(announced.get(logId) ?? 1, first + rows))
  for (const look of growing) look()
})

/** For each log how many entries could not be stored. */
const lost = new Map<string, number>()
new BroadcastChannel(lossChannelName).addEventListener('message', ({ data }: MessageEvent<LogLoss>) => {
  lost.set(data.logId, data.entries)
})

export interface Opened {
  readonly profileId: string
  readonly connectionId: string
  readonly logId: string
  readonly state: ConnectionState
}

type Change = CommandArguments<'profile.create'>
type Phase = ConnectionState['phase']

/** Makes a profile and connects. @returns how it stands in the first of the phases that it comes to */
export async function connect(profile: Change, phases: readonly Phase[] = ['open'], token?: string): Promise<Opened> {
  const { profileId } = await session.call('profile.create', { kind: 'json', ...profile })
  if (token !== undefined) await writeToken(profileId, token)
  return connectAgain(profileId, phases)
}

/** One more connection of a profile. */
export async function connectAgain(profileId: string, phases: readonly Phase[] = ['open']): Promise<Opened> {
  const { connectionId } = await session.call('connection.create', { profileId })
  await session.call('connection.connect', { connectionId })
  const { logId, state } = await comesTo(connectionId, phases)
  return { profileId, connectionId, logId, state }
}

/** As many connections of one profile at the same time. */
export async function connectMany(profile: Change, count: number): Promise<Opened[]> {
  const { profileId } = await session.call('profile.create', { kind: 'json', ...profile })
  return Promise.all(Array.from({ length: count }, () => connectAgain(profileId, ['open', 'closed'])))
}

/** Disconnects and connects open connections, each so often. */
export async function cycle(connectionIds: readonly string[], times: number): Promise<void> {
  await Promise.all(connectionIds.map((connectionId) => goRound(connectionId, times)))
}

async function goRound(connectionId: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await session.call('connection.disconnect', { connectionId })
    await comesTo(connectionId, ['closed'])
    await reconnect(connectionId)
  }
}

export async function reconnect(connectionId: string): Promise<ConnectionState> {
  await session.call('connection.connect', { connectionId })
  return (await comesTo(connectionId, ['open', 'closed'])).state
}

/** Resolves with the state of a connection when it is in one of these phases. */
export async function comesTo(connectionId: string, phases: readonly Phase[]): Promise<ConnectionView> {
  return session.seen(({ id, state }) => id === connectionId && phases.includes(state.phase))
}

export function call(name: Parameters<typeof session.call>[0], given: never): Promise<unknown> {
  return session.call(name, given)
}

/** Disposes all connections and deletes their profiles. */
export async function clear(): Promise<void> {
  const all = session.connections()
  await Promise.all(all.map(({ id }) => session.call('connection.dispose', { connectionId: id })))
  for (const profileId of new Set(all.map((one) => one.profileId))) {
    await session.call('profile.delete', { profileId })
    await session.call('profile.forget', { profileId })
  }
}

/** Resolves when so many entries of a log were announced. @returns how many have been */
export async function grown(logId: string, entries: number): Promise<number> {
  const count = () => (announced.get(logId) ?? 1) - 1
  if (count() < entries) {
    await new Promise<void>((resolve) => {
      const look = () => count() >= entries && growing.delete(look) && resolve()
      growing.add(look)
    })
  }
  return count()
}

/** A log as it is on disk, and how many of its entries had been announced before it was read. */
export interface SettledLog extends NumberedLog {
  readonly announced: number
}

/** What logs have on disk when all of it has been announced, and each has so many ends and messages at least. */
export async function settled(logIds: readonly string[], { closed = 0, messages = 0 } = {}): Promise<SettledLog[]> {
  const logs: SettledLog[] = []
  for (const logId of logIds) {
    let log = await readSettled(logId)
    const isAwaited = () => log.closed < closed || log.messages < messages
    while (isAwaited() || log.next - 1 > log.announced) {
      // What is not there yet will be announced; what was announced and is not there is for the test to tell.
      await grown(logId, isAwaited() ? log.next : log.next - 1)
      log = await readSettled(logId)
    }
    logs.push(log)
  }
  return logs
}

async function readSettled(logId: string): Promise<SettledLog> {
  const announced = await grown(logId, 0)
  return { ...(await readNumbers(logId)), announced }
}

/** What views know, without a question to the background. */
export function told(): {
  runs: number
  phases: Record<string, Phase>
  announced: Record<string, number>
  lost: Record<string, number>
} {
  return {
    runs: session.snapshots(),
    phases: Object.fromEntries(session.connections().map(({ id, state }) => [id, state.phase])),
    announced: Object.fromEntries(announced),
    lost: Object.fromEntries(lost),
  }
}

/** Takes away the page that holds the transport, as the browser may when it runs short of memory. */
export async function endTransport(): Promise<void> {
  if (chrome.offscreen) return chrome.offscreen.closeDocument()
  const background = await browser.runtime.getBackgroundPage()
  background?.document.querySelector('iframe')?.remove()
}

/** How many header rules there are. */
export async function headerRules(): Promise<number> {
  return (await browser.declarativeNetRequest.getSessionRules()).length
}

/** All that is stored, as text. */
export async function stored(): Promise<string> {
  const [local, ephemeral] = await Promise.all([browser.storage.local.get(null), browser.storage.session.get(null)])
  return JSON.stringify([local, ephemeral])
}

/** How many bytes the browser says can be stored, and are. */
export async function room(): Promise<{ quota: number; usage: number }> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate()
  return { quota, usage }
}

/** Bytes that are kept for when others have filled the disk: a database in Firefox, whose version tells, a file in Chromium. */
export async function ballast(): Promise<number> {
  const databases = await indexedDB.databases()
  const database = databases.find(({ name }) => name === 'switchboard-ballast')
  if (database) return database.version ?? 0
  const folder = await navigator.storage.getDirectory()
  const file = await folder.getFileHandle('ballast').then(
    (handle) => handle.getFile(),
    () => undefined,
  )
  return file?.size ?? 0
}

async function writeToken(profileId: string, token: string): Promise<void> {
  const handshake = await session.call('handshake.read', { profileId })
  const auth = { type: 'bearer', prefix: 'Bearer', token } as const
  await session.call('handshake.write', { profileId, handshake: { ...handshake, auth } })
}
