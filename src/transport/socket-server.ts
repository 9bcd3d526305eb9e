import { messageOf } from '../core/message-of.ts'
import { payloadBytes } from '../core/payload.ts'
import { openSocket, type Socket, type SocketListener } from './socket.ts'
import type { SocketNews, SocketRequest } from './socket-protocol.ts'

/** Bytes of messages that are handed on although the Worker has not taken those before: to hand on more at once would take long. */
const fullBatch = 1024 * 1024
/** Milliseconds between two looks at what has not left yet. */
const interval = 50

type Tell = (news: SocketNews, transfer: readonly Transferable[]) => void

/**
 * Holds sockets in a page for its Worker, and hands messages on in batches. Firefox gives a Worker the messages of its
 * own sockets from a list, of which it takes the first by moving all others up, and lets it do nothing else until the
 * list is empty: once it has fallen behind by 100,000 it stores nothing for minutes. A page gets them one task each.
 */
export class SocketServer {
  readonly #tell: Tell
  readonly #sockets = new Map<number, Held>()

  constructor(tell: Tell) {
    this.#tell = tell
  }

  carryOut(request: SocketRequest): void {
    switch (request.type) {
      case 'open':
        this.#open(request)
        break
      case 'send':
        this.#sockets.get(request.id)?.send(request.data)
        break
      case 'close':
        this.#sockets.get(request.id)?.close(request)
        break
      case 'more':
        this.#sockets.get(request.id)?.more()
    }
  }

  #open(request: SocketRequest & { type: 'open' }): void {
    const { id } = request
    const tell: Tell = (news, transfer) => {
      if (news.type === 'closed' || news.type === 'failed') this.#sockets.delete(id)
      this.#tell(news, transfer)
    }
    try {
      this.#sockets.set(id, new Held(request, tell))
    } catch (error) {
      tell({ id, type: 'failed', message: messageOf(error) }, [])
    }
  }
}

/** A socket, and what of it is not told yet. */
class Held {
  readonly #id: number
  readonly #tell: Tell
  readonly #socket: Socket
  #batch: (string | Uint8Array)[] = []
  #batchBytes = 0
  /** What brought the batch. */
  #events: MessageEvent[] = []
  /** Whether messages were handed on that the Worker has not begun with. */
  #isAhead = false
  #taken = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Throws a `DOMException` when the browser refuses the URL or the protocols at once. */
  constructor({ id, url, protocols }: SocketRequest & { type: 'open' }, tell: Tell) {
    this.#id = id
    this.#tell = tell
    const listener: SocketListener = {
      onOpen: (protocol, extensions) => tell({ id, type: 'opened', protocol, extensions }, []),
      onMessage: (data) => this.#take(data),
      onClose: (close) => {
        this.#handOn()
        // What waited when it was told last may have left since.
        this.#tellSent()
        clearTimeout(this.#timer)
        tell({ id, type: 'closed', ...close }, [])
      },
      onFailed: (message) => tell({ id, type: 'failed', message }, []),
    }
    this.#socket = openSocket({ url, protocols, listener }, (event) => this.#events.push(event))
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.#socket.send(data)
    this.#taken += payloadBytes(data)
    this.#tellSent()
  }

  close(request: SocketRequest & { type: 'close' }): void {
    this.#socket.close(request)
  }

  /** The Worker has begun with what was handed on: what has arrived since is next. */
  more(): void {
    this.#isAhead = false
    this.#handOn()
  }

  #take(data: string | Uint8Array): void {
    this.#batch.push(data)
    // Two bytes for each character are enough to go by.
    this.#batchBytes += typeof data === 'string' ? data.length * 2 : data.length
    if (!this.#isAhead || this.#batchBytes >= fullBatch) this.#handOn()
  }

  #handOn(): void {
    const messages = this.#batch
    if (messages.length === 0) return
    this.#batch = []
    this.#batchBytes = 0
    this.#isAhead = true
    const binary = messages.filter((message) => typeof message !== 'string')
    this.#tell(
      { id: this.#id, type: 'messages', messages },
      binary.map(({ buffer }) => buffer as ArrayBuffer),
    )
    this.#emptyEvents()
  }

  /**
   * Firefox keeps events until its next collection of new objects, which has to visit the data of each: in a flood that was up to
   * 60 ms at a stretch.
   */
  #emptyEvents(): void {
    for (const event of this.#events.splice(0)) event.initMessageEvent('')
  }

  #tellSent(): void {
    clearTimeout(this.#timer)
    const { bufferedAmount } = this.#socket
    this.#tell({ id: this.#id, type: 'sent', taken: this.#taken, bufferedAmount }, [])
    if (bufferedAmount > 0) this.#timer = setTimeout(() => this.#tellSent(), interval)
  }
}
