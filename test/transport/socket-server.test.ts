import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SocketClient } from '../../src/transport/socket-client.ts'
import type { FromSockets, SocketNews } from '../../src/transport/socket-protocol.ts'
import { SocketServer } from '../../src/transport/socket-server.ts'

/** A socket of a page whose network is the test. */
class PageSocket {
  static last: PageSocket
  bufferedAmount = 0
  onopen = () => {}
  onclose = (_close: { code: number; reason: string; wasClean: boolean }) => {}

  constructor() {
    PageSocket.last = this
  }

  send(data: string): void {
    this.bufferedAmount += data.length
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', PageSocket)
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A Worker and the page that holds its sockets. */
function linked() {
  const told: FromSockets['sockets'][] = []
  const server: SocketServer = new SocketServer((news: SocketNews) => {
    told.push(news)
    client.take(news)
  })
  const client = new SocketClient((request) => server.carryOut(request))
  const left: number[] = []
  const socket = client.open({
    ...{ url: 'ws://h/', protocols: [] },
    listener: {
      onOpen() {},
      onMessage() {},
      onClose: () => left.push(socket.bufferedAmount),
      onFailed() {},
    },
  })
  return { socket, page: PageSocket.last, left, told }
}

it.each([0, 4])(
  'at the end it is known what has left since it was told last, and what has not: %i bytes',
  (waiting) => {
    const { socket, page, left, told } = linked()
    socket.send('12345678')
    expect(socket.bufferedAmount).toBe(8)
    page.bufferedAmount = waiting
    page.onclose({ code: 1000, reason: '', wasClean: true })
    expect(left).toEqual([waiting])
    const { length } = told
    vi.advanceTimersByTime(1000)
    expect(told).toHaveLength(length)
  },
)
