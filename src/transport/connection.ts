import { closeCodeMeaning } from '../core/close-codes.ts'
import type { CloseRequest } from '../core/close-request.ts'
import { type CloseCause, type ConnectionEvent, type ConnectionState, idle, transition } from '../core/connection.ts'
import type { Direction, LogContent } from '../core/log-entry.ts'
import { messageOf } from '../core/message-of.ts'
import { payloadBytes } from '../core/payload.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { withoutValues } from '../core/secrets.ts'
import type { ConnectionLimits, ConnectionRequest } from '../wire/transport.ts'
import type { OpenSocket, Socket } from './socket.ts'
import { Unsent } from './unsent.ts'

export interface ConnectionContext {
  readonly connectionId: string
  /** @param at when it happened, if the clock was read already */
  log(content: LogContent, at?: number): void
  readonly openSocket: OpenSocket
  onEvent(event: ConnectionEvent): void
  /** Called for each message while the limits ask for it. */
  audit(direction: Direction, data: string | Uint8Array, withContent: boolean): void
  /** Epoch milliseconds. */
  now(): number
}

/** Browsers keep the reason from scripts (WebSockets standard, section 3), so that none can probe a network with it. */
const handshakeFailed =
  'The server could not be reached or did not accept the handshake; the browser does not tell which.'

/** Tells the server what 1009 (message too big) would; browsers let only codes of the application be sent. */
const tooBig: CloseRequest = { code: 4009, reason: 'message too big' }

/** Browsers hand over nothing more once a connection has failed, not even what had arrived before. */
const mayLack =
  'The connection broke off while messages came in; the browser drops those it has not handed over by then, so the last ones may be missing here.'
/** Milliseconds. */
const justNow = 100

/** How long the other end may take to answer a close, in milliseconds. Chromium waits for a minute. */
const closingTime = 5000

type MaxMessage = NonNullable<ConnectionLimits['maxMessage']>

/** One socket from its order to open until it is closed, and what the log is told of it. */
export class Connection {
  readonly #context: ConnectionContext
  readonly #request: ConnectionRequest
  #limits: ConnectionLimits
  #state: ConnectionState = idle
  #socket: Socket | undefined
  /** Why the transport itself is ending the connection, once it is. */
  #ending: { readonly cause: CloseCause; readonly detail?: string } | undefined
  /** Until the handshake begins, and then until it has taken too long. */
  #handshakeTimer: ReturnType<typeof setTimeout> | undefined
  #closingTimer: ReturnType<typeof setTimeout> | undefined
  #lastReceived = Number.NEGATIVE_INFINITY
  readonly #unsent = new Unsent()

  constructor(request: ConnectionRequest, limits: ConnectionLimits, context: ConnectionContext) {
    this.#request = request
    this.#limits = limits
    this.#context = context
  }

  get state(): ConnectionState {
    return this.#state
  }

  get url(): string {
    return this.#request.url
  }

  /** What holds from now on. */
  limit(limits: ConnectionLimits): void {
    this.#limits = limits
  }

  /** Bytes that were sent and are still to leave. */
  get bufferedAmount(): number {
    return this.#state.phase === 'open' || this.#state.phase === 'closing' ? this.#stuck : 0
  }

  get #stuck(): number {
    return this.#socket?.bufferedAmount ?? 0
  }

  /** @param early milliseconds until it is time for the handshake */
  open(early: number): void {
    this.#apply({ type: 'connecting', at: this.#context.now() })
    if (early > 0) this.#handshakeTimer = setTimeout(() => this.#shakeHands(), early)
    else this.#shakeHands()
  }

  /** Takes back a handshake that has not begun. @returns whether it was one */
  takeBack(): boolean {
    if (this.#state.phase !== 'connecting' || this.#socket !== undefined) return false
    clearTimeout(this.#handshakeTimer)
    return true
  }

  #shakeHands(): void {
    const { url, protocols, handshakeTimeout } = this.#request
    const { connectionId } = this.#context
    const shown = (text: string) => this.#shown(text)
    this.#context.log({ type: 'handshake', connectionId, url: shown(url), protocols: protocols.map(shown) })
    try {
      this.#socket = this.#context.openSocket({
        url,
        protocols,
        listener: {
          onOpen: (protocol, extensions) => this.#onOpen(protocol, extensions),
          onMessage: (data) => this.#onMessage(data),
          onClose: (close) => this.#onClose(close),
          onFailed: (message) => this.#onFailed(shown(message)),
        },
      })
    } catch (error) {
      this.#onFailed(shown(messageOf(error)))
      return
    }
    this.#handshakeTimer = setTimeout(() => this.#onHandshakeTimeout(), handshakeTimeout)
  }

  send(given: string | Uint8Array<ArrayBuffer>): Result<null> {
    // As the socket sends it: half a surrogate pair cannot be (WebSockets standard, `send` takes a USVString).
    const data = typeof given === 'string' ? given.toWellFormed() : given
    if (this.#state.phase !== 'open' || this.#socket === undefined) {
      return this.#notSent('Nothing was sent: the connection is not open.')
    }
    // Browsers would take it, and drop it.
    if (this.#socket.isClosing) return this.#notSent('Nothing was sent: the server has begun to close the connection.')
    const fits = this.#checkSize(data)
    if (!fits.ok) {
      this.#context.log({ type: 'note', code: 'send-refused', message: fits.refusal.message })
      return fits
    }
    this.#socket.send(data)
    this.#unsent.sent(payloadBytes(data), this.#stuck)
    this.#context.log({ type: 'message', direction: 'sent', data })
    this.#audit('sent', data)
    return ok(null)
  }

  #notSent(message: string): Result<null> {
    this.#context.log({ type: 'note', code: 'send-refused', message })
    return refuse('not-connected', message)
  }

  /** Starts to close; a handshake under way is given up at once. */
  close(cause: CloseCause, request: CloseRequest): void {
    if (this.#state.phase === 'connecting') {
      const early = 'The handshake was given up before it began.'
      const late = 'The handshake was given up before the server answered.'
      this.#giveUp({ cause, detail: this.#socket === undefined ? early : late })
    } else if (this.#state.phase === 'open') {
      // Unless the server was first.
      if (!this.#socket?.isClosing) this.#ending = { cause }
      this.#apply({ ...request, type: 'closing', at: this.#context.now() })
      this.#beginClosing(request)
    }
  }

  /** Starts to close an open connection without an order. */
  end(cause: CloseCause, request: CloseRequest, detail: string): void {
    if (this.#state.phase !== 'open' || this.#socket?.isClosing) return
    this.#ending = { cause, detail }
    this.#tell({ ...request, type: 'closing', at: this.#context.now() })
    this.#beginClosing(request)
  }

  #beginClosing(request: CloseRequest): void {
    this.#socket?.close(request)
    this.#awaitClose()
  }

  /** A peer that is gone never answers, and what comes next, such as a reconnection, must not wait for the browser. */
  #awaitClose(): void {
    const waiting = this.#stuck
    clearTimeout(this.#closingTimer)
    this.#closingTimer = setTimeout(() => {
      // What was sent before goes first, which may take longer.
      if (this.#stuck < waiting) return this.#awaitClose()
      this.#tellMissing(true)
      const detail = this.#ending?.detail ?? `The server did not answer the close within ${closingTime / 1000} s.`
      this.#finish({ cause: 'timeout', ...this.#ending, detail, code: 1006, reason: '', clean: false })
    }, closingTime)
  }

  /** As it may be told: a key that is sent as a subprotocol comes back as the one that was chosen, and servers say what they refuse. */
  #shown(text: string): string {
    return withoutValues(text, this.#request.secrets ?? [])
  }

  #onOpen(chosen: string, extensions: string): void {
    if (this.#state.phase !== 'connecting') return
    clearTimeout(this.#handshakeTimer)
    const protocol = this.#shown(chosen)
    this.#context.log({ type: 'opened', connectionId: this.#context.connectionId, protocol, extensions })
    this.#tell({ type: 'opened', at: this.#context.now(), protocol, extensions })
  }

  #onMessage(data: string | Uint8Array): void {
    if (this.#state.phase === 'closed') return
    // Once for each message: to read the clock takes Chromium half a microsecond.
    const at = this.#context.now()
    this.#lastReceived = at
    if (this.#state.phase === 'closing') this.#awaitClose()
    this.#audit('received', data)
    const most = this.#limits.maxMessage
    if (most !== undefined && payloadBytes(data) > most.bytes) {
      this.#onTooBig(payloadBytes(data), most)
      return
    }
    const toBeJson = this.#limits.toBeJson && typeof data === 'string'
    this.#context.log({ type: 'message', direction: 'received', data, ...(toBeJson ? { toBeJson } : {}) }, at)
  }

  #audit(direction: Direction, data: string | Uint8Array): void {
    const { audit } = this.#limits
    if (audit) this.#context.audit(direction, data, audit === 'content')
  }

  /** Policy has been asked by who ordered it; what is sent by itself has nobody else. */
  #checkSize(data: string | Uint8Array): Result<null> {
    const most = this.#limits.maxMessage
    const bytes = most === undefined ? 0 : payloadBytes(data)
    if (most === undefined || bytes <= most.bytes) return ok(null)
    const message = `Nothing was sent: the message has ${bytes} bytes, ${allowedBy(most)}.`
    return refuse('message-too-big', message, { field: 'text' })
  }

  #onTooBig(bytes: number, most: MaxMessage): void {
    const message = `A message of ${bytes} bytes was received and not kept: ${allowedBy(most)}.`
    this.#context.log({ type: 'note', code: most.by === 'policy' ? 'policy' : 'too-big', message })
    this.end(most.by === 'policy' ? 'policy' : 'limit', tooBig, message)
  }

  #onClose({ code, reason, clean }: CloseRequest & { clean: boolean }): void {
    // The codes of a missing close frame, unless a server has written them into one.
    const isBroken = !clean && (code === 1006 || code === 1015)
    const byServer = { cause: isBroken ? ('network' as const) : ('server' as const) }
    if (this.#state.phase !== 'closed') this.#tellMissing(clean)
    const isUnexplained = this.#state.phase === 'connecting' && code !== 1015
    const unexplained = isUnexplained ? { detail: handshakeFailed } : {}
    this.#finish({ ...(this.#ending ?? byServer), ...unexplained, code, reason: this.#shown(reason), clean })
  }

  #onFailed(message: string): void {
    this.#finish({ cause: 'network', code: 1006, reason: '', clean: false, detail: message })
  }

  /** Says what the log may lack, and what it has that never left. */
  #tellMissing(clean: boolean): void {
    const { now, log } = this.#context
    if (!clean && Math.abs(now() - this.#lastReceived) < justNow) log({ type: 'note', code: 'gap', message: mayLack })
    const count = this.#unsent.count(this.#stuck)
    if (count === 0) return
    const bytes = this.#stuck
    const message = `Sent messages that have not left, or not whole: ${count}, the last ones; bytes that were waiting: ${bytes}.`
    log({ type: 'note', code: 'send-refused', message })
  }

  #onHandshakeTimeout(): void {
    const seconds = this.#request.handshakeTimeout / 1000
    this.#giveUp({ cause: 'timeout', detail: `The server did not complete the handshake within ${seconds} s.` })
  }

  #giveUp(ending: { cause: CloseCause; detail: string }): void {
    this.#finish({ ...ending, code: 1006, reason: '', clean: false })
    this.#socket?.close({ code: 1000, reason: '' })
  }

  #finish(close: Omit<ConnectionEvent & { type: 'closed' }, 'type' | 'at'>): void {
    const { phase } = this.#state
    if (phase === 'closed' || phase === 'idle') return
    clearTimeout(this.#handshakeTimer)
    clearTimeout(this.#closingTimer)
    const { connectionId } = this.#context
    if (phase === 'connecting') {
      this.#context.log({ type: 'error', connectionId, message: close.detail ?? closeCodeMeaning(close.code) })
    }
    this.#context.log({ ...close, type: 'closed', connectionId })
    this.#tell({ ...close, type: 'closed', at: this.#context.now() })
  }

  #apply(event: ConnectionEvent): void {
    this.#state = transition(this.#state, event)
  }

  #tell(event: ConnectionEvent): void {
    this.#apply(event)
    this.#context.onEvent(event)
  }
}

function allowedBy({ bytes, by }: MaxMessage): string {
  return `${by === 'policy' ? 'policy' : 'the profile'} allows ${bytes} at most`
}
