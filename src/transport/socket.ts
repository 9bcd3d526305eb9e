import type { CloseRequest } from '../core/close-request.ts'
import { payloadBytes } from '../core/payload.ts'

/** What happens to a socket. One of `onOpen`, `onClose` and `onFailed` comes first; nothing follows the latter two. */
export interface SocketListener {
  onOpen(protocol: string, extensions: string): void
  onMessage(data: string | Uint8Array): void
  /** @param close what the close frame said; code 1006 and not clean when there was none. */
  onClose(close: CloseRequest & { readonly clean: boolean }): void
  /** @param message why the browser does not open it at all; only where that is not known at once */
  onFailed(message: string): void
}

export interface Socket {
  /** Bytes that were sent and have not left yet; after the end, that never will. */
  readonly bufferedAmount: number
  /** Must not be called before `onOpen`. */
  send(data: string | Uint8Array<ArrayBuffer>): void
  /** Starts the closing handshake, or gives the opening one up. */
  close(request: CloseRequest): void
}

export interface SocketOptions {
  readonly url: string
  readonly protocols: readonly string[]
  readonly listener: SocketListener
  /**
   * Resolves when more may be read. Chromium waits for it before each read, so that the server feels it when messages
   * come faster than they are stored; a plain WebSocket cannot be held back.
   */
  readonly room: () => Promise<void> | undefined
}

export type OpenSocket = (options: SocketOptions) => Socket

/** Whether the browser lets us hold a server back. */
export function hasBackPressure(): boolean {
  return typeof WebSocketStream !== 'undefined'
}

/** Opens a socket. Throws a `DOMException` when the browser refuses the URL or the protocols at once. */
export function openSocket(options: SocketOptions): Socket {
  return hasBackPressure() ? openWebSocketStream(options) : openWebSocket(options)
}

/** @see https://developer.mozilla.org/docs/Web/API/WebSocket */
function openWebSocket({ url, protocols, listener }: SocketOptions): Socket {
  const socket = new WebSocket(url, [...protocols])
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => listener.onOpen(socket.protocol, socket.extensions)
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
    listener.onMessage(typeof data === 'string' ? data : new Uint8Array(data))
  socket.onclose = ({ code, reason, wasClean }) => listener.onClose({ code, reason, clean: wasClean })
  return {
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    send: (data) => socket.send(data),
    close: ({ code, reason }) => socket.close(code, reason),
  }
}

/** @see https://developer.mozilla.org/docs/Web/API/WebSocketStream */
function openWebSocketStream({ url, protocols, listener, room }: SocketOptions): Socket {
  const handshake = new AbortController()
  const stream = new WebSocketStream(url, { protocols: [...protocols], signal: handshake.signal })
  let writer: WritableStreamDefaultWriter<string | BufferSource> | undefined
  let opened = false
  let bufferedAmount = 0
  const pumped = stream.opened.then(({ readable, writable, protocol, extensions }) => {
    opened = true
    writer = writable.getWriter()
    listener.onOpen(protocol, extensions)
    return pump(readable.getReader(), listener, room)
  }, noop)
  // `closed` may be told while messages that came before it are still unread.
  const close = (info: CloseRequest & { clean: boolean }) => pumped.then(() => listener.onClose(info))
  void stream.closed.then(
    ({ closeCode, reason }) => close({ code: closeCode ?? 1005, reason: reason ?? '', clean: true }),
    () => close({ code: 1006, reason: '', clean: false }),
  )
  return {
    get bufferedAmount() {
      return bufferedAmount
    },
    send(data) {
      const size = payloadBytes(data)
      bufferedAmount += size
      // A write that fails means that the socket is closing, which `closed` tells.
      void writer?.write(data).then(() => {
        bufferedAmount -= size
      }, noop)
    },
    close: ({ code, reason }) => (opened ? stream.close({ closeCode: code, reason }) : handshake.abort()),
  }
}

async function pump(
  reader: ReadableStreamDefaultReader<string | ArrayBuffer | Uint8Array>,
  listener: SocketListener,
  room: () => Promise<void> | undefined,
): Promise<void> {
  try {
    for (;;) {
      const wait = room()
      if (wait) await wait
      const { done, value } = await reader.read()
      if (done) return
      listener.onMessage(typeof value === 'string' ? value : new Uint8Array(value))
    }
  } catch {
    // The stream ended in an error, which `closed` tells.
  }
}

function noop(): void {}
