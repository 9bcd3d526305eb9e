import { randomBytes } from 'node:crypto'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'

/** As much as waits in the socket before we wait for the other side to read. */
const highWater = 1 << 20

/**
 * Sends `count` messages of `size` bytes, each JSON with its number `n`: as fast as they are read, or `rate` a second;
 * `random` has them filled with what cannot be compressed, `random=0.2` a fifth of each.
 *
 * @param {import('ws').WebSocket} client
 * @param {URLSearchParams} query
 * @param {import('node:stream').Duplex} socket
 */
export async function flood(client, query, socket) {
  const count = Number(query.get('count') ?? 100_000)
  const size = Number(query.get('size') ?? 200)
  const rate = Number(query.get('rate') ?? 0)
  const random = query.has('random') ? Number(query.get('random') || 1) : 0
  const start = performance.now()
  for (let n = 0; n < count && client.readyState === client.OPEN; ) {
    const due = rate ? Math.min(count, Math.floor(((performance.now() - start) / 1000) * rate)) : n + 500
    // What is due goes out in one write, not in two for each message.
    socket.cork()
    while (n < Math.min(due, count) && client.bufferedAmount < highWater) client.send(message(n++, size, random))
    socket.uncork()
    await (rate ? sleep(4) : turn())
    while (client.bufferedAmount >= highWater && client.readyState === client.OPEN) await sleep(1)
  }
}

/**
 * @param {number} n
 * @param {number} size in bytes; all characters are ASCII
 * @param {number} random the part of it that cannot be compressed
 */
function message(n, size, random) {
  const head = `{"type":"flood","n":${n},"pad":"`
  const noise =
    random > 0
      ? randomBytes(size)
          .toString('base64')
          .slice(0, Math.round(size * random))
      : ''
  return `${(head + noise).slice(0, Math.max(head.length, size - 2)).padEnd(size - 2, 'x')}"}`
}
