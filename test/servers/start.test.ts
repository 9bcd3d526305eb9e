import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startMosquitto, startServer } from './start.ts'

test('a stopped server is gone', async () => {
  const server = await startServer('demo-server.mjs')
  await server.stop()
  await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow()
})

test('a server ends with the process that started it', async () => {
  const child = spawn(process.execPath, ['test/servers/demo-server.mjs'], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(createInterface(child.stdout), 'line')
  child.stdin.end()
  expect(await once(child, 'close')).toEqual([0, null])
})

test('Mosquitto answers an MQTT client over WebSocket', async () => {
  const broker = await startMosquitto()
  const socket = new WebSocket(`ws://127.0.0.1:${broker.port}/mqtt`, ['mqtt'])
  await once(socket, 'open')
  const connect = [0x10, 0x0d, 0, 4, ...Buffer.from('MQTT'), 4, 2, 0, 60, 0, 1, ...Buffer.from('a')]
  socket.send(Buffer.from(connect))
  const [answer] = await once(socket, 'message')
  expect([...answer]).toEqual([0x20, 2, 0, 0])
  socket.close()
  await broker.stop()
})
