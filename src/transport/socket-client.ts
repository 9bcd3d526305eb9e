import { payloadBytes } from '../core/payload.ts'
import type { Socket, SocketListener, SocketOptions } from './socket.ts'
import type { SocketNews, SocketRequest } from './socket-protocol.ts'

interface Held {
  readonly listener: SocketListener
  /** Bytes that were given to the other thread. */
  given: number
  /** Bytes of them that it has given to the socket. */
  taken: number
  bufferedAmount: number
}

/** Opens sockets that a page holds (`SocketServer`). */
export class SocketClient {
  readonly #ask: (request: SocketRequest) => void
  readonly #sockets = new Map<number, Held>()
  #lastId = 0

  /** @param ask asks the page for something */
  constructor(ask: (request: SocketRequest) => void) {
    this.#ask = ask
  }

  open({ url, protocols, listener }: SocketOptions): Socket {
    this.#lastId += 1
    const id = this.#lastId
    const held: Held = { listener, given: 0, taken: 0, bufferedAmount: 0 }
    this.#sockets.set(id, held)
    this.#ask({ id, type: 'open', url, protocols })
    return {
      get bufferedAmount() {
        return held.given - held.taken + held.bufferedAmount
      },
      // Firefox, for which this is, tells of a close frame at once.
      isClosing: false,
      send: (data) => {
        held.given += payloadBytes(data)
        this.#ask({ id, type: 'send', data })
      },
      close: (request) => this.#ask({ id, type: 'close', ...request }),
    }
  }

  /** Takes in what the page tells. */
  take(news: SocketNews): void {
    const held = this.#sockets.get(news.id)
    if (!held) return
    switch (news.type) {
      case 'opened':
        held.listener.onOpen(news.protocol, news.extensions)
        break
      case 'messages':
        // First, so that the next are on their way while these are logged.
        this.#ask({ id: news.id, type: 'more' })
        for (const message of news.messages) held.listener.onMessage(message)
        break
      case 'sent':
        held.taken = news.taken
        held.bufferedAmount = news.bufferedAmount
        break
      case 'closed':
        this.#sockets.delete(news.id)
        held.listener.onClose(news)
        break
      case 'failed':
        this.#sockets.delete(news.id)
        held.listener.onFailed(news.message)
    }
  }
}
