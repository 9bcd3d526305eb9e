import { payloadBytes, payloadBytesEncoded } from '../core/payload.ts'
import { ballastDatabase } from '../log/ballast-database.ts'
import { BallastFile } from '../log/ballast-file.ts'
import { systemClock } from '../log/clock.ts'
import { openLogDatabase } from '../log/database.ts'
import { growthChannelName, lossChannelName } from '../log/growth.ts'
import { LogBounds } from '../log/log-bounds.ts'
import { LogRetention } from '../log/log-retention.ts'
import { type MarksChanged, marksChannelName } from '../log/mark.ts'
import { textFolder } from '../log/text-folder.ts'
import { LogWriter } from '../log/writer.ts'
import { browserName } from '../platform/browser-name.ts'
import { startWorker } from '../platform/trusted-worker.ts'
import { type TrafficMessage, trafficChannelName } from '../wire/traffic.ts'
import type { NumberedOrder, TransportEvent } from '../wire/transport.ts'
import { Answers } from './answers.ts'
import { Backlog } from './backlog.ts'
import { Counter } from './counter.ts'
import { Fitting } from './fitting.ts'
import fittingWorkerUrl from './fitting-worker.ts?worker&url'
import { LogDoor } from './log-door.ts'
import matchWorkerUrl from './match-worker.ts?worker&url'
import { Matching } from './matching.ts'
import { sleep } from './sleep.ts'
import { openSocket } from './socket.ts'
import { SocketClient } from './socket-client.ts'
import { type FromSockets, isOfSockets, type ToSockets } from './socket-protocol.ts'
import { TrafficMeter } from './traffic-meter.ts'
import { Transport } from './transport.ts'
import { wallClock } from './wall-clock.ts'

// Wiring only: the sockets and the log's one writer share this thread, so that frames go from the one to the other
// without a hop.

/** Epoch milliseconds. */
const now = wallClock(
  performance.timeOrigin,
  () => performance.now(),
  () => Date.now(),
)

/** Milliseconds for which what else there is to do may wait. */
const mostSleep = 50

const growth = new BroadcastChannel(growthChannelName)
const losses = new BroadcastChannel(lossChannelName)
const marks = new BroadcastChannel(marksChannelName)

const writer: LogWriter = new LogWriter({
  open: openLogDatabase,
  clock: systemClock,
  now,
  estimate: () => navigator.storage.estimate(),
  ...(browserName() === 'chromium'
    ? { padding: crypto.getRandomValues(new Uint8Array(65_536)), ballast: new BallastFile() }
    : { ballast: ballastDatabase, listsLongTexts: true, textFolder }),
  onGrowth: (notice, weight) => {
    growth.postMessage(notice)
    bounds.grown(notice, weight)
  },
  onLoss: (loss) => losses.postMessage(loss),
})

const backlog = new Backlog(writer)

const bounds: LogBounds = new LogBounds({
  open: openLogDatabase,
  writer,
  clock: systemClock,
  now,
  onFault: tellNotTrimmed,
})

const door = new LogDoor({
  append: (logId, content, at) => backlog.append(logId, content, at),
  bound: (logId, rules) => bounds.hold(logId, rules),
})

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
  bytesOf: browserName() === 'firefox' ? payloadBytesEncoded : payloadBytes,
  post: (message) => trafficChannel.postMessage(message),
  bufferedAmount: (connectionId) => transport.bufferedAmount(connectionId),
  runs: (connectionId) => transport.runs(connectionId),
})

const matching = new Matching({ clock: systemClock, startWorker: () => startWorker(matchWorkerUrl) })
const fitting = new Fitting({ clock: systemClock, startWorker: () => startWorker(fittingWorkerUrl) })

/** The sockets that this Worker's page holds, where those of Workers do not do. */
let pageSockets: SocketClient | undefined

const post = (event: TransportEvent): void => postMessage(event)

/** Not in Firefox, where the transport ends with the background, and an answer that waits with both. */
const answers = browserName() === 'chromium' ? new Answers(systemClock, post) : undefined

const counter = new Counter({ now, tell: (counted) => post({ type: 'counted', counted }) })

const transport = new Transport({
  openSocket: (options) => pageSockets?.open(options) ?? openSocket(options),
  append: (logId, content, at) => {
    door.append(logId, content, at)
    if (content.type !== 'message' || content.direction !== 'received') return
    answers?.release()
    if (!pageSockets) brake(content.data.length)
  },
  onLogged: (connectionId, content, at) => meter.count(connectionId, content, at),
  onDisposed: (connectionId) => meter.forget(connectionId),
  onLatency: (connectionId, latency) => meter.measured(connectionId, latency),
  trim: (logId, before, isOver) =>
    void writer.trim(logId, before, isOver).catch((error) => tellNotTrimmed(logId, error)),
  mark: (logId, seq, note) =>
    void writer.mark(logId, seq, note).then(
      () => marks.postMessage({ logId } satisfies MarksChanged),
      (error: unknown) => tellNotMarked(logId, error),
    ),
  keep: (logId, rules) => door.hold(logId, rules),
  retain: (retained) => void retention.hold(retained),
  room: () => backlog.room(),
  emit: (event) => (answers ? answers.tell(event) : post(event)),
  now,
  random: () => Math.random(),
  clock: systemClock,
  matching,
  fitting,
  builtIns: {
    now: () => Date.now(),
    random: () => Math.random(),
    uuid: () => crypto.randomUUID(),
    count: () => counter.next(),
  },
  onProgress: (connectionId) => meter.touched(connectionId),
  onPause: (connectionId) => trafficChannel.postMessage({ type: 'pause', connectionId } satisfies TrafficMessage),
})

trafficChannel.addEventListener('message', () => meter.asked())
addEventListener('message', ({ data }: MessageEvent<NumberedOrder | FromSockets>) => {
  if (!isOfSockets<FromSockets>(data)) {
    counter.goOnFrom(data.counted ?? 0)
    transport.carryOut(data)
  } else if (data.sockets !== 'lent') pageSockets?.take(data.sockets)
  else pageSockets = new SocketClient((request) => postMessage({ sockets: request } satisfies ToSockets))
})

// There the transport ends with the background, which the browser ends after 30 s without a word.
if (browserName() === 'firefox') {
  setInterval(() => {
    if (writer.isWriting) post({ type: 'soon' })
  }, 5000)
}

/**
 * Holds back what is read from this thread's sockets. The browser keeps no more ready for a thread than fits into a small
 * buffer, so that while it sleeps the server soon has to wait; what writes to disk goes on.
 */
function brake(bytes: number): void {
  const delay = backlog.delay(bytes)
  if (delay > 0) sleep(Math.min(delay, mostSleep))
}

function tellNotTrimmed(logId: string, error: unknown): void {
  const message = `The log could not be cleared: ${error}`
  backlog.append(logId, { type: 'note', code: 'not-cleared', message }, now())
}

function tellNotMarked(logId: string, error: unknown): void {
  backlog.append(
    logId,
    { type: 'note', code: 'not-marked', message: `The bookmark could not be kept: ${error}` },
    now(),
  )
}
