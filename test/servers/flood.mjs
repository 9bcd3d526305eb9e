import { randomBytes } from 'node:crypto'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'

/** As much as waits in the socket before we wait for the other side to read. */
const highWater = 1 << 20

/**
 * Sends `count` messages of `size` bytes, each JSON with its number `n`: as fast as they are read, or `rate` a second;
 * `random` has them filled with what cannot be compressed.
 *
 * @param {import('ws').WebSocket} client
 * @param {URLSearchParams} query
 * @param {import('node:stream').Duplex} socket
 */
export async function flood(client, query, socket) {
  const count = Number(query.get('count') ?? 100_000)
  const size = Number(query.get('size') ?? 200)
  const rate = Number(query.get('rate') ?? 0)
  const isRandom = query.has('random')
  const start = performance.now()
  for (let n = 0; n < count && client.readyState === client.OPEN; ) {
    const due = rate ? Math.min(count, Math.floor(((performance.now() - start) / 1000) * rate)) : n + 500
    // What is due goes out in one write, not in two for each message.
    socket.cork()
    while (n < Math.min(due, count) && client.bufferedAmount < highWater) client.send(message(n++, size, isRandom))
    socket.uncork()
    await (rate ? sleep(4) : turn())
    while (client.bufferedAmount >= highWater && client.readyState === client.OPEN) await sleep(1)
  }
}

/**
 * @param {number} n
 * @param {number} size in bytes; all characters are ASCII
 * @param {boolean} isRandom
 */
function message(n, size, isRandom) {
  const head = `{"type":"flood","n":${n},"pad":"`
  if (isRandom)
    return `${head}${randomBytes(size)
      .toString('base64')
      .slice(0, Math.max(0, size - head.length - 2))}"}`
  return `${head.padEnd(size - 2, 'x')}"}`
}
