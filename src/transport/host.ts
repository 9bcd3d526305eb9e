import { browserName } from '../platform/browser-name.ts'
import { onBroadcast, openPort, type Port } from '../platform/port.ts'
import { startWorker } from '../platform/trusted-worker.ts'
import { timeForFirstWord } from '../wire/first-word.ts'
import { attachTransport, heard, type Order, type TransportEvent, transportPortName } from '../wire/transport.ts'
import { type FromSockets, isOfSockets, type ToSockets } from './socket-protocol.ts'
import { SocketServer } from './socket-server.ts'
import workerUrl from './worker.ts?worker&url'

// The page that holds the transport's Worker and carries its few control messages to the background. Frames pass
// here only where a Worker cannot hold sockets well (`SocketServer`). The background may sleep: then the port is gone, and a new one is opened, which wakes the background, when
// there is something to tell.

interface Link {
  readonly port: Port
  /** Whether the background has said a word on it, as it does to each report. */
  isHeard: boolean
  /** What it was told and has not said to have heard. */
  readonly told: TransportEvent[]
}

const worker = startWorker(workerUrl)
const sockets = browserName() === 'firefox' ? lendSockets() : undefined
let link: Link | undefined
/** What there is to tell once the background is heard. */
let held: TransportEvent[] = []
/** How often in a row it was not. */
let unheard = 0

worker.addEventListener('message', ({ data }: MessageEvent<TransportEvent | ToSockets>) => {
  if (isOfSockets<ToSockets>(data)) return sockets?.carryOut(data.sockets)
  attach()
  if (data.type === 'report') {
    // It contains what was said before, but for what has happened and leaves no trace in it.
    held = held.filter(isPast)
    link?.port.post(data)
  } else held.push(data)
  tellHeld()
})

// Who looks for the transport does not know of a port that seems to be open: it leads to a background that has ended.
onBroadcast(attachTransport, () => {
  lose()
  attach()
})
attach()

/** Has the Worker use sockets of this page. */
function lendSockets(): SocketServer {
  worker.postMessage({ sockets: 'lent' } satisfies FromSockets)
  return new SocketServer((news, transfer) =>
    worker.postMessage({ sockets: news } satisfies FromSockets, [...transfer]),
  )
}

function isPast({ type }: TransportEvent): boolean {
  return type === 'audited' || type === 'counted' || type === 'notify' || type === 'set-variable'
}

function tellHeld(): void {
  if (!link?.isHeard) return
  for (const event of held.splice(0)) {
    link.port.post(event)
    link.told.push(event)
  }
}

function attach(): void {
  if (link) return
  const opened: Link = { port: openPort(transportPortName), isHeard: false, told: [] }
  const timer = setTimeout(() => {
    if (link !== opened) return
    unheard += 1
    lose()
    attach()
  }, timeForFirstWord(unheard))
  opened.port.onMessage((order) => {
    if (order === heard) {
      // Also where it was left meanwhile.
      const event = opened.told.shift()
      held = held.filter((one) => one !== event)
      return
    }
    clearTimeout(timer)
    // What is ordered on one that was left is in no report: to who has asked for that it has not happened.
    if (link !== opened) return
    unheard = 0
    opened.isHeard = true
    worker.postMessage(order as Order)
    tellHeld()
  })
  opened.port.onClose(() => {
    clearTimeout(timer)
    if (link === opened) lose()
  })
  link = opened
  worker.postMessage({ type: 'report' } satisfies Order)
}

function lose(): void {
  const lost = link
  link = undefined
  // One that never said a word would not do so at once if it was called back.
  if (!lost?.isHeard) return
  worker.postMessage({ type: 'alone' } satisfies Order)
  held = lost.told.filter(isPast)
  // It was just ending: the next one is told at once.
  if (held.length > 0) attach()
}
