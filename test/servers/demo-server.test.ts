import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { type RunningServer, startServer } from './start.ts'

let server: RunningServer

beforeAll(async () => {
  server = await startServer('demo-server.mjs')
})
afterAll(() => server.stop())

function open(path: string, protocols: string[] = [], options: ClientOptions = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocols, options)
}

async function receive(socket: WebSocket, count: number): Promise<string[]> {
  const texts: string[] = []
  socket.on('message', (data) => texts.push(String(data)))
  while (texts.length < count) await once(socket, 'message')
  socket.close()
  return texts
}

/** The status of the answer, or the code of the network error. */
async function outcome(path: string): Promise<unknown> {
  const socket = open(path)
  return new Promise((resolve) => {
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode)
      request.destroy()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
}

test('echo gives back text and binary as they came', async () => {
  const socket = open('/echo')
  await once(socket, 'open')
  socket.send('{"a":1}')
  expect(await once(socket, 'message')).toEqual([Buffer.from('{"a":1}'), false])
  socket.send(Buffer.from([0, 255]))
  expect(await once(socket, 'message')).toEqual([Buffer.from([0, 255]), true])
  expect(socket.extensions).toBe('')
  socket.close()
})

test('ticker counts at the interval asked for', async () => {
  const ticks = (await receive(open('/ticker?interval=5'), 3)).map((text) => JSON.parse(text))
  expect(ticks.map(({ type, n }) => [type, n])).toEqual([1, 2, 3].map((n) => ['tick', n]))
  expect(ticks[0]).toMatchObject({ at: expect.any(String), price: expect.any(Number) })
})

test('flood sends every number once, in messages of the size asked for', async () => {
  const texts = await receive(open('/flood?count=5000&size=120'), 5000)
  expect(texts.map((text) => JSON.parse(text).n)).toEqual(Array.from({ length: 5000 }, (_, n) => n))
  expect(new Set(texts.map((text) => text.length))).toEqual(new Set([120]))
})

test('flood keeps to a rate', async () => {
  const start = Date.now()
  await receive(open('/flood?count=100&rate=500'), 100)
  expect(Date.now() - start).toBeGreaterThan(150)
})

test('the first subprotocol it knows is taken', async () => {
  const known = open('/subprotocol', ['other', 'v1.example', 'v2.example'])
  await once(known, 'open')
  expect(known.protocol).toBe('v1.example')
  known.close()
  await expect(once(open('/subprotocol', ['other']), 'open')).rejects.toThrow('no subprotocol')
})

test('close says the code and the reason asked for', async () => {
  const [code, reason] = await once(open('/close?code=4321&reason=enough'), 'close')
  expect([code, String(reason)]).toEqual([4321, 'enough'])
})

test('text starts with what is not JSON', async () => {
  expect(await receive(open('/text'), 1)).toEqual(['hello, not json'])
})

test('drop ends the connection without a close frame', async () => {
  const socket = open('/drop')
  await once(socket, 'open')
  socket.send('now')
  expect((await once(socket, 'close'))[0]).toBe(1006)
})

test.each([401, 403, 404, 500, 302])('refuse answers %i', async (status) => {
  expect(await outcome(`/refuse?status=${status}`)).toBe(status)
})

test('other ways to fail: an unknown path, a reset', async () => {
  expect(await outcome('/nothing-here')).toBe(404)
  expect(await outcome('/reset')).toBe('ECONNRESET')
})

test('silent never answers', async () => {
  const socket = open('/silent', [], { handshakeTimeout: 100 })
  const [error] = await once(socket, 'error')
  expect(error.message).toContain('timed out')
})

test('requests are on record as they were on the wire', async () => {
  const socket = open('/record?x=1', [], { headers: { 'X-Custom': 'yes' } })
  await once(socket, 'open')
  socket.close()
  const response = await fetch(`http://127.0.0.1:${server.port}/requests`)
  const recorded: { url: string; rawHeaders: string[] }[] = await response.json()
  expect(recorded.at(-1)).toMatchObject({ url: '/record?x=1' })
  expect(recorded.at(-1)?.rawHeaders).toEqual(expect.arrayContaining(['X-Custom', 'yes']))
})

test('there is a page', async () => {
  const response = await fetch(`http://127.0.0.1:${server.port}/`)
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(await response.text()).toContain('Switchboard')
})
