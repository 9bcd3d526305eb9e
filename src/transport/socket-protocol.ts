import type { CloseRequest } from '../core/close-request.ts'

/** What is asked of the page that holds the sockets; `id` names one of them. */
export type SocketRequest = { readonly id: number } & (
  | { readonly type: 'open'; readonly url: string; readonly protocols: readonly string[] }
  | { readonly type: 'send'; readonly data: string | Uint8Array<ArrayBuffer> }
  | ({ readonly type: 'close' } & CloseRequest)
  /** Messages that were told have arrived: the next may come. */
  | { readonly type: 'more' }
)

/** What the page tells of a socket. Messages are told before what came after them. */
export type SocketNews = { readonly id: number } & (
  | { readonly type: 'opened'; readonly protocol: string; readonly extensions: string }
  | { readonly type: 'messages'; readonly messages: readonly (string | Uint8Array)[] }
  /** @property taken the bytes that were given to send so far; `bufferedAmount` of them have not left yet */
  | { readonly type: 'sent'; readonly taken: number; readonly bufferedAmount: number }
  | ({ readonly type: 'closed'; readonly clean: boolean } & CloseRequest)
  /** @property message why the browser did not open it at all */
  | { readonly type: 'failed'; readonly message: string }
)

// These go between a page and its Worker beside all else that they tell each other, and not through a port: what goes through
// a port takes a way through another process in Firefox.

/** From the page: that it holds the Worker's sockets, or what one of them has to tell. */
export interface FromSockets {
  readonly sockets: 'lent' | SocketNews
}

/** From the Worker. */
export interface ToSockets {
  readonly sockets: SocketRequest
}

/** Whether a message is about sockets. */
export function isOfSockets<M extends FromSockets | ToSockets>(message: object | M): message is M {
  return 'sockets' in message
}
