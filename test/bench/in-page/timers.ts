import { noKeepAlive } from '../../../src/core/keep-alive.ts'
import { noReconnect } from '../../../src/core/reconnect.ts'
import { openPort } from '../../../src/platform/port.ts'
import { type BackgroundMessage, viewPortName } from '../../../src/wire/view.ts'
import { readLog } from './read-log.ts'
import { openSession } from './session.ts'

export interface TimersTask {
  /** Stays open. */
  readonly quietUrl: string
  /** Is broken off as soon as it is open. */
  readonly brokenUrl: string
  /** Milliseconds between two keep-alive messages. */
  readonly interval: number
  /** Milliseconds from the end of a connection to the next. */
  readonly delay: number
}

/** Makes two pinned connections, which go on without a view. @returns their logs */
export async function startTimers({ quietUrl, brokenUrl, interval, delay }: TimersTask) {
  const session = openSession()
  const begin = async (profile: object) => {
    const { profileId } = await session.call('profile.create', { name: 'Timers', kind: 'json', ...profile })
    const { connectionId } = await session.call('connection.create', { profileId })
    await session.call('connection.pin', { connectionId, pinned: true })
    await session.call('connection.connect', { connectionId })
    return profileId
  }
  const keepAlive = { ...noKeepAlive, enabled: true, interval }
  const reconnect = { ...noReconnect, enabled: true, delay, growth: 1, jitter: 0, attempts: 0 }
  const logs = { quiet: await begin({ url: quietUrl, keepAlive }), broken: await begin({ url: brokenUrl, reconnect }) }
  session.close()
  return logs
}

/** Milliseconds by which each keep-alive message left later than planned. */
export async function keepAliveDelays(logId: string, interval: number): Promise<number[]> {
  const delays: number[] = []
  let opened = Number.NaN
  for await (const entry of readLog(logId)) {
    if (entry.type === 'opened') opened = entry.at
    else if (entry.type === 'message' && entry.direction === 'sent') {
      delays.push(entry.at - opened - (delays.length + 1) * interval)
    }
  }
  return delays
}

/** Milliseconds by which each reconnection began later than planned; the background is asked in between. */
export async function reconnectDelays(logId: string, delay: number): Promise<number[]> {
  const delays: number[] = []
  let closed: number | undefined
  for await (const entry of readLog(logId)) {
    if (entry.type === 'closed') closed = entry.at
    else if (entry.type === 'handshake' && entry.observed === undefined && closed !== undefined) {
      delays.push(entry.at - closed - delay)
      closed = undefined
    }
  }
  return delays
}

/** Milliseconds from the first word to a background that does nothing else to its answer. */
export async function answerOnce(): Promise<number> {
  const start = performance.now()
  const port = openPort('bare')
  const answered = new Promise<void>((resolve) => port.onMessage(() => resolve()))
  port.post('hello')
  await answered
  const took = performance.now() - start
  port.close()
  return took
}

/** Milliseconds from a view's first word to the answer to a command. */
export async function commandOnce(): Promise<number> {
  const start = performance.now()
  const port = openPort(viewPortName)
  const answered = new Promise<void>((resolve, reject) => {
    port.onClose(() => reject(new Error('The background has closed the port.')))
    port.onMessage((message) => (message as BackgroundMessage).type === 'reply' && resolve())
  })
  port.post({ type: 'attach', viewId: crypto.randomUUID(), surface: 'options' })
  port.post({ type: 'call', call: 1, name: 'policy.test', arguments: { url: 'wss://example.com/' } })
  await answered
  const took = performance.now() - start
  port.close()
  return took
}
