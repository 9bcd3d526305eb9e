// A WebSocket server to try things on: `node demo-server.mjs [port]`. Prints {"port":…} once it listens on 127.0.0.1.
import http from 'node:http'
import { WebSocketServer } from 'ws'
import { answers, sockets } from './endpoints.mjs'
import { stalled } from './faults.mjs'
import { page } from './page.mjs'
import { Recorder } from './recorder.mjs'

const subprotocols = ['v2.example', 'v1.example']
const recorder = new Recorder()
/** @type {Set<{ path: string }>} what is open now */
const open = new Set()
const upgrades = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  handleProtocols: (offered, { url }) =>
    [...offered].find((protocol) => !url?.startsWith('/subprotocol') || subprotocols.includes(protocol)) ?? false,
})
const server = http.createServer(answerPlainly)

server.on('upgrade', (request, socket, head) => {
  const url = new URL(request.url ?? '/', 'ws://localhost')
  socket.on('error', () => {})
  recorder.record(request)
  const answer = answers[url.pathname]
  if (answer) return answer(socket, url.searchParams)
  const endpoint = sockets[url.pathname]
  if (!endpoint) return answers['/refuse']?.(socket, new URLSearchParams({ status: '404' }))
  upgrades.handleUpgrade(request, socket, head, (client) => {
    const connection = { path: url.pathname }
    open.add(connection)
    client.on('error', () => {})
    client.on('close', () => open.delete(connection))
    endpoint(client, url.searchParams, socket)
  })
})

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  console.log(JSON.stringify({ port }))
})

server.on('error', (/** @type {NodeJS.ErrnoException} */ { code }) => {
  console.error(`The demo server cannot listen at 127.0.0.1:${process.argv[2]} (${code}). Choose another port.`)
  process.exit(1)
})

// Whoever started this holds the other end of stdin: when that is gone, so is the reason to run.
process.stdin.on('end', end).on('error', end).resume()
process.on('SIGTERM', end)
process.on('SIGINT', end)

function end() {
  process.exit(0)
}

/**
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
function answerPlainly(request, response) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  // What is wrong with its handshake shows in a handshake only, as with other WebSocket servers.
  if (pathname === '/bad-accept') return response.writeHead(426, { upgrade: 'websocket' }).end()
  const answer = answers[pathname]
  if (answer) return answer(request.socket, searchParams)
  if (pathname === '/requests') {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(recorder.requests))
  } else if (pathname === '/connections') {
    response.setHeader('content-type', 'application/json').end(JSON.stringify([...open]))
  } else if (pathname === '/go-on') {
    stalled.emit('go-on')
    response.end()
  } else if (pathname === '/') {
    for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value)
    response.end(page.html)
  } else {
    response.writeHead(404).end()
  }
}
