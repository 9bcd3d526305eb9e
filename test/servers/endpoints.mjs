import { STATUS_CODES } from 'node:http'
import { faults } from './faults.mjs'
import { flood } from './flood.mjs'

/** @typedef {import('node:stream').Duplex} Socket */
/** @typedef {(client: import('ws').WebSocket, query: URLSearchParams, socket: Socket) => void} Endpoint */
/** @typedef {(socket: Socket, query: URLSearchParams) => void} Answer */

/**
 * Paths that open a WebSocket, and what happens on it.
 *
 * @type {Record<string, Endpoint>}
 */
export const sockets = {
  '/echo': echo,
  '/record': echo,
  '/subprotocol': echo,
  '/ticker': tick,
  '/flood': flood,
  '/document': (client, query) => client.send(documentOf(Number(query.get('bytes') ?? 10_000_000))),
  '/say': (client, query) => client.send(query.get('text') ?? ''),
  '/close': (client, query) => client.close(Number(query.get('code') ?? 1000), query.get('reason') ?? ''),
  '/text': (client, ...rest) => {
    client.send('hello, not json')
    echo(client, ...rest)
  },
  '/drop': (client) => client.once('message', () => client.terminate()),
  ...faults,
}

/**
 * Paths where the upgrade gets another answer, or none.
 *
 * @type {Record<string, Answer>}
 */
export const answers = {
  '/refuse': refuse,
  '/silent': () => {},
  '/garbage': (socket) => socket.end('this is not HTTP\r\n\r\n'),
  '/bad-accept': (socket) =>
    socket.end(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: nonsense\r\n\r\n',
    ),
  '/cut-off': (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso'),
  '/reset': (socket) => /** @type {import('node:net').Socket} */ (socket).resetAndDestroy(),
}

/** @type {Endpoint} */
function echo(client) {
  client.on('message', (data, binary) => client.send(data, { binary }))
}

/** @type {Endpoint} */
function tick(client, query) {
  let n = 0
  let price = 100
  const timer = setInterval(
    () => {
      price = Math.round((price + Math.sin(n / 7) + 0.1) * 100) / 100
      client.send(JSON.stringify({ type: 'tick', n: ++n, at: new Date().toISOString(), price }))
    },
    Number(query.get('interval') ?? 500),
  )
  client.on('close', () => clearInterval(timer))
}

/**
 * JSON of about so many bytes, like a list that an application loads.
 *
 * @param {number} bytes
 */
function documentOf(bytes) {
  const item = (/** @type {number} */ id) =>
    `{"id":${id},"name":"Item ${id}","price":${id % 997}.50,"tags":["a","b"],"stock":{"berlin":${id % 13},"oslo":null},"active":true}`
  const count = Math.max(1, Math.floor(bytes / (item(100_000).length + 1)))
  return `{"items":[${Array.from({ length: count }, (_, id) => item(id)).join()}]}`
}

/** @type {Answer} */
function refuse(socket, query) {
  const status = Number(query.get('status') ?? 403)
  const text = `${STATUS_CODES[status] ?? 'No'}\n`
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`,
    'Content-Type: text/plain',
    `Content-Length: ${text.length}`,
    'X-Demo: refused',
    'Connection: close',
  ]
  if (status === 401) head.push(`WWW-Authenticate: ${query.get('challenge') ?? 'Bearer'} realm="demo"`)
  if (status >= 300 && status < 400) head.push('Location: /echo')
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
}
