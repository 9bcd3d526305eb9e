import { systemClock } from '../log/clock.ts'
import { openLogDatabase } from '../log/database.ts'
import { growthChannelName, type LogGrowth } from '../log/growth.ts'
import { LogRetention } from '../log/log-retention.ts'
import { LogWriter } from '../log/writer.ts'
import { trafficChannelName } from '../wire/traffic.ts'
import type { Order, TransportEvent } from '../wire/transport.ts'
import { Backlog } from './backlog.ts'
import { TrafficMeter } from './traffic-meter.ts'
import { Transport } from './transport.ts'

// Wiring only: the sockets and the log's one writer share this thread, so that frames go from the one to the other
// without a hop.

const growth = new BroadcastChannel(growthChannelName)

const writer = new LogWriter({
  open: openLogDatabase,
  clock: systemClock,
  onGrowth: (notice: LogGrowth) => growth.postMessage(notice),
})

const backlog = new Backlog(writer)

const retention = new LogRetention({
  open: openLogDatabase,
  writer,
  clock: systemClock,
  now,
  onFault: tellNotTrimmed,
})

const trafficChannel = new BroadcastChannel(trafficChannelName)

const meter: TrafficMeter = new TrafficMeter({
  clock: systemClock,
  post: (message) => trafficChannel.postMessage(message),
  bufferedAmount: (connectionId) => transport.bufferedAmount(connectionId),
})

const transport = new Transport({
  append: (logId, content, at = now()) => backlog.append(logId, content, at),
  onLogged: (connectionId, content) => meter.count(connectionId, content, now()),
  onDisposed: (connectionId) => meter.forget(connectionId),
  onLatency: (connectionId, latency) => meter.measured(connectionId, latency),
  trim: (logId, before) => void writer.trim(logId, before).catch((error) => tellNotTrimmed(logId, error)),
  retain: (retained) => void retention.hold(retained),
  room: () => backlog.room(),
  emit: (event: TransportEvent) => postMessage(event),
  now,
  random: () => Math.random(),
  clock: systemClock,
})

trafficChannel.addEventListener('message', () => meter.asked())
addEventListener('message', ({ data }: MessageEvent<Order>) => transport.carryOut(data))

function tellNotTrimmed(logId: string, error: unknown): void {
  const message = `The log could not be cleared: ${error}`
  backlog.append(logId, { type: 'note', code: 'not-cleared', message }, now())
}

/** Epoch milliseconds that never run backwards, with the fractions `Date.now` lacks. */
function now(): number {
  return performance.timeOrigin + performance.now()
}
