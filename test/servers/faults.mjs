import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { flood } from './flood.mjs'

/** @typedef {import('./endpoints.mjs').Endpoint} Endpoint */

/** Has all that stall go on, which the server is asked for at `/go-on`. */
export const stalled = new EventEmitter()

/**
 * Paths where an open connection comes to harm. Before it come `count` messages with their numbers, as `/flood` sends
 * them: they have to be in the log whatever follows. The harm is done when a message arrives, or `at-once`.
 *
 * @type {Record<string, Endpoint>}
 */
export const faults = {
  '/cut': after((socket) => socket.resetAndDestroy()),
  '/frame': after((socket, query) => socket.write(badFrame(query.get('kind') ?? ''))),
  '/slow': after(writeSlowly),
  // For some seconds not a byte is read, so that nobody hears of an end either.
  '/mute': after((socket) => {
    socket.pause()
    setTimeout(() => socket.resume(), 7000)
  }),
  // It closes, and does not let go of the connection for some seconds.
  '/linger': after((socket) => {
    socket.write(badFrame('close-1001'))
    socket.pause()
    setTimeout(() => socket.resume(), 3000)
  }),
  '/stall': stall,
}

/**
 * @param {(socket: import('node:net').Socket, query: URLSearchParams) => unknown} harm
 * @returns {Endpoint}
 */
function after(harm) {
  return async (client, query, socket) => {
    const asked = new Promise((resolve) => client.once('message', resolve))
    await flood(client, query, socket)
    if (!query.has('at-once')) await asked
    harm(/** @type {import('node:net').Socket} */ (socket), query)
  }
}

/** Frames that RFC 6455 forbids, in hexadecimal; `close-1005` and the like are close frames with such a code. */
export const badFrames = {
  'invalid-utf-8': '8104c328a0a1',
  'utf-8-cut-off': '8101e2',
  'reserved-opcode': '830161',
  'reserved-bit': 'c10161',
  'continuation-of-nothing': '800161',
  'fragmented-ping': '090161',
  'long-ping': `897e007e${'61'.repeat(126)}`,
  'length-of-2-to-the-63': '817f8000000000000000',
  'close-of-one-byte': '880103',
  'close-reason-invalid-utf-8': '880403e8c328',
}

/** @param {string} kind */
function badFrame(kind) {
  const [, code] = /^close-(\d+)$/.exec(kind) ?? []
  const hex = code ? `8802${Number(code).toString(16).padStart(4, '0')}` : badFrames[/** @type {'long-ping'} */ (kind)]
  return Buffer.from(hex ?? '', 'hex')
}

/**
 * One more message and the end, a byte at a time.
 *
 * @param {import('node:net').Socket} socket
 * @param {URLSearchParams} query
 */
async function writeSlowly(socket, query) {
  const text = Buffer.from(`{"type":"flood","n":${query.get('count')},"slow":"€😀"}`)
  const frames = Buffer.concat([Buffer.of(0x81, text.length), text, Buffer.from('880203e8', 'hex')])
  for (const byte of frames) {
    socket.write(Buffer.of(byte))
    await sleep(2)
  }
}

/**
 * Reads nothing until it is told to go on, so that what is sent piles up at the other end, and echoes from then on.
 *
 * @type {Endpoint}
 */
function stall(client, query, socket) {
  client.on('message', (data, binary) => client.send(data, { binary }))
  socket.pause()
  stalled.once('go-on', () => (query.has('cut') ? socket.destroy() : socket.resume()))
}
