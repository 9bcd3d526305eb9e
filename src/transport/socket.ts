import type { CloseRequest } from '../core/close-request.ts'

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
  /** Whether it has begun to close: Chromium tells of a close frame only when the server has let go, up to two seconds later. */
  readonly isClosing: boolean
  /** Must not be called before `onOpen`. */
  send(data: string | Uint8Array<ArrayBuffer>): void
  /** Starts the closing handshake, or gives the opening one up. */
  close(request: CloseRequest): void
}

export interface SocketOptions {
  readonly url: string
  readonly protocols: readonly string[]
  readonly listener: SocketListener
}

export type OpenSocket = (options: SocketOptions) => Socket

/**
 * Opens a socket. Throws a `DOMException` when the browser refuses the URL or the protocols at once.
 * @param onEvent called with what brings each message, before the listener; it keeps the data for as long as the browser keeps it
 * @see https://developer.mozilla.org/docs/Web/API/WebSocket
 */
export function openSocket(
  { url, protocols, listener }: SocketOptions,
  onEvent?: (event: MessageEvent) => void,
): Socket {
  const socket = new WebSocket(url, [...protocols])
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => listener.onOpen(socket.protocol, socket.extensions)
  socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
    const { data } = event
    onEvent?.(event)
    listener.onMessage(typeof data === 'string' ? data : new Uint8Array(data))
  }
  socket.onclose = ({ code, reason, wasClean }) => listener.onClose({ code, reason, clean: wasClean })
  return {
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    get isClosing() {
      return socket.readyState > WebSocket.OPEN
    },
    send: (data) => socket.send(data),
    close: ({ code, reason }) => socket.close(code, reason),
  }
}
