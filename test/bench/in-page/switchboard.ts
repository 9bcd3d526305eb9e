import type { LogEntry } from '../../../src/core/log-entry.ts'
import type { CountTask, EchoTask, Span } from './bare.ts'
import { readLog } from './read-log.ts'
import { onGrowth, openSession, type Session } from './session.ts'

/** What is in a log before the first message: handshake and opened. */
const rowsBefore = 2

/** Milliseconds without growth after which no more is expected: messages were lost. */
const longestPause = 10_000

export interface Received extends Span {
  readonly logId: string
}

/** What is wrong with a log that should hold the flood, if anything. */
export interface Check {
  readonly messages: number
  readonly fault: string | undefined
}

/** Connects to a flood and waits until all of it, or all that was kept of it, is announced as being on disk. */
export async function receive({ url, count }: CountTask): Promise<Received> {
  const session = openSession()
  const { profileId, connectionId, logId } = await connection(session, url)
  const ended = whenStored(logId, rowsBefore + count)
  await session.call('connection.connect', { connectionId })
  const { state } = await session.connection(profileId, 'open')
  const opened = state.phase === 'open' ? state.since : Number.NaN
  const span = { logId, opened, ended: await ended }
  await session.call('connection.dispose', { connectionId })
  session.close()
  return span
}

/** Reads a log back: every message of the flood once and in order? */
export async function checkLog(logId: string, count: number): Promise<Check> {
  let messages = 0
  let next = 1
  let fault: string | undefined
  for await (const entry of readLog(logId)) {
    if (entry.seq !== next) fault ??= `entry ${next} is missing before ${entry.seq}`
    next = entry.seq + 1
    if (entry.type === 'note') fault ??= entry.message
    if (entry.type !== 'message') continue
    if (numberOf(entry) !== messages) fault ??= `message ${messages} is ${numberOf(entry)}`
    messages += 1
  }
  return { messages, fault: fault ?? (messages === count ? undefined : `${messages} of ${count} messages`) }
}

/** Sends a text, waits for its echo to be on disk, and again, with a pause between. @returns the round trips as the log tells them. */
export async function echo({ url, count, text, pause, rest }: EchoTask): Promise<number[]> {
  const session = openSession()
  const { profileId, connectionId, logId } = await connection(session, url)
  await session.call('connection.connect', { connectionId })
  await session.connection(profileId, 'open')
  await new Promise((resolve) => setTimeout(resolve, rest))
  for (let sent = 0; sent < count; sent++) {
    const back = whenStored(logId, rowsBefore + (sent + 1) * 2)
    await session.call('message.send', { connectionId, text, sendAs: 'json-object' })
    await back
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  await session.call('connection.dispose', { connectionId })
  session.close()
  return roundTrips(logId)
}

async function connection(session: Session, url: string) {
  const { profileId } = await session.call('profile.create', { name: 'Benchmark', kind: 'json', url })
  const { connectionId } = await session.call('connection.create', { profileId })
  const { logId } = await session.connection(profileId, 'idle')
  return { profileId, connectionId, logId }
}

/** Resolves with the moment at which a log is known to have so many entries on disk, or at which it ceased to grow. */
function whenStored(logId: string, rows: number): Promise<number> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onGrowth((growth, at) => {
      if (growth.logId !== logId) return
      clearTimeout(timer)
      const end = () => {
        stop()
        resolve(at)
      }
      if (growth.first + growth.rows - 1 >= rows) end()
      else timer = setTimeout(end, longestPause)
    })
  })
}

async function roundTrips(logId: string): Promise<number[]> {
  const times: number[] = []
  let sent = 0
  for await (const entry of readLog(logId)) {
    if (entry.type !== 'message') continue
    if (entry.direction === 'sent') sent = entry.at
    else times.push(entry.at - sent)
  }
  return times
}

function numberOf(entry: LogEntry): number {
  const text = entry.type === 'message' && typeof entry.data === 'string' ? entry.data : ''
  return Number(/^\{"type":"flood","n":(\d+),/.exec(text)?.[1] ?? Number.NaN)
}
