import { type CloseRequest, normalClosure } from '../core/close-request.ts'
import { type CloseCause, type ConnectionEvent, type ConnectionState, idle, transition } from '../core/connection.ts'
import { noKeepAlive } from '../core/keep-alive.ts'
import type { Direction, LogContent, NoteCode } from '../core/log-entry.ts'
import { noReconnect } from '../core/reconnect.ts'
import type { SequenceProgress } from '../core/sequence.ts'
import type { BuiltIns } from '../core/variables.ts'
import type { Clock } from '../log/clock.ts'
import type { Automation, ConnectionLimits, Order } from '../wire/transport.ts'
import { Connection } from './connection.ts'
import { Errands } from './errands.ts'
import { KeepAliveTimer } from './keep-alive.ts'
import type { Matching } from './matching.ts'
import { Reconnector } from './reconnector.ts'
import type { OpenSocket } from './socket.ts'

export interface LineContext {
  readonly connectionId: string
  log(content: LogContent, at?: number): void
  readonly openSocket: OpenSocket
  tell(event: ConnectionEvent): void
  /** In a moment it is time to make the connection again. */
  onSoon(): void
  /** It is time to make the connection again. */
  onDue(): void
  /** How long the answer to a keep-alive message took, in milliseconds. */
  onLatency(latency: number): void
  /** A run of a sequence has come further. */
  onProgress(): void
  notify(title: string, text: string): void
  /** Views are to pause what they show of the log. */
  pause(): void
  onVariable(name: string, value: string): void
  audit(direction: Direction, data: string | Uint8Array, withContent: boolean): void
  /** Epoch milliseconds. */
  now(): number
  random(): number
  readonly clock: Clock
  readonly matching: Matching
  readonly builtIns: BuiltIns
}

/** Private use; 4008 as 3008, which is registered for a timeout of the server. */
const unanswered: CloseRequest = { code: 4008, reason: 'keep-alive not answered' }

/** What a connection that was disposed still does. */
const nothing: Automation = {
  ...{ reconnect: noReconnect, keepAlive: noKeepAlive, minify: true },
  ...{ messages: [], triggers: [], variables: [], environment: undefined },
}

/** A connection from its first socket to its last, and what it does by itself during them and between. */
export class Line {
  readonly #context: LineContext
  readonly #reconnector: Reconnector
  readonly #errands: Errands
  #automation: Automation = nothing
  /** Whether a person is asked before each message. */
  #asks: ConnectionLimits['asks']
  /** None where a person is asked before each message: there is nobody to ask for it. */
  #allowedKeepAlive = noKeepAlive
  #connection: Connection | undefined
  #waiting: ConnectionState | undefined
  /** How it waited before the last order, if that order holds only as long as the background is there. */
  #ahead: ConnectionState | undefined
  #keepAlive: KeepAliveTimer | undefined

  constructor(context: LineContext) {
    this.#context = context
    this.#reconnector = new Reconnector({
      ...context,
      rules: () => this.#automation.reconnect,
      onWaiting: (attempt) => this.#wait({ ...attempt, type: 'waiting', at: context.now() }),
      note: (message) => this.#note('reconnect', message),
    })
    this.#errands = new Errands({
      ...context,
      send: (data) => this.#send(data),
      asks: () => this.#asks === true,
      bufferedAmount: () => this.bufferedAmount,
      note: (code, message) => this.#note(code, message),
    })
  }

  get state(): ConnectionState {
    return this.#waiting ?? this.#connection?.state ?? idle
  }

  /** The one there is now, or was last. */
  get connection(): Connection | undefined {
    return this.#connection
  }

  /** What is sent must fit it. */
  get schema(): string | undefined {
    return this.#automation.schema
  }

  get bufferedAmount(): number {
    return this.#connection?.bufferedAmount ?? 0
  }

  /** How the last run of each sequence stands. */
  get runs(): readonly SequenceProgress[] {
    return this.#errands.runs
  }

  open({ request, limits, automation, attempt, hasTurn }: Order & { type: 'open' }): void {
    const { connectionId, openSocket, audit, now } = this.#context
    const early = this.#reconnector.begin(attempt)
    if (attempt === 0) this.#errands.disarm()
    this.#take(automation, limits.asks)
    this.#ahead = hasTurn ? this.#waiting : undefined
    this.#waiting = undefined
    this.#connection = new Connection(request, limits, {
      ...{ connectionId, openSocket, audit, now },
      log: (content, at) => this.#log(content, at),
      onEvent: (event) => this.#onEvent(event),
    })
    this.#connection.open(early)
  }

  automate(automation: Automation): void {
    this.#change(automation, this.#asks)
  }

  /** @param reason keeps also a handshake that is under way from being tried again */
  rest(reason?: string): void {
    if (reason !== undefined) this.#reconnector.keepOff(reason)
    if (!this.#reconnector.rest()) return
    this.#note('reconnect', reason === undefined ? 'Reconnecting was stopped.' : `Not reconnected: ${reason}`)
    this.#waiting = undefined
    this.#context.tell({ type: 'rested', at: this.#context.now() })
  }

  /** Tells again that it is time to make the connection again, if it is. */
  due(): void {
    this.#reconnector.due()
  }

  /** The background has gone, and header rules with it: it is called back, if it is needed soon. */
  alone(): void {
    if (this.#ahead && this.#connection?.takeBack()) {
      this.#connection = undefined
      this.#waiting = this.#ahead
      this.#reconnector.anew()
    } else this.#reconnector.alone()
  }

  run(order: Order & { type: 'run' }): void {
    if (this.state.phase === 'open') this.#errands.run(order)
    else this.#note('send-refused', `Sequence “${order.sequence.name}” was not run: the connection is not open.`)
  }

  halt(sequenceId: string): void {
    this.#errands.halt(sequenceId)
  }

  limit(limits: ConnectionLimits): void {
    this.#connection?.limit(limits)
    if (limits.asks) this.#errands.stop('You want to be asked before each message.')
    if (limits.asks !== this.#asks) this.#change(this.#automation, limits.asks)
  }

  close(cause: CloseCause, request: CloseRequest): void {
    // What was to be closed may have ended by itself just before.
    this.rest()
    this.#fallSilent()
    this.#connection?.close(cause, request)
  }

  dispose(cause: CloseCause): void {
    this.#take(nothing, undefined)
    this.#reconnector.rest()
    this.close(cause, normalClosure)
  }

  #change(automation: Automation, asks: ConnectionLimits['asks']): void {
    const before = this.#allowedKeepAlive
    this.#take(automation, asks)
    if (!automation.reconnect.enabled) this.rest()
    if (!isSame(before, this.#allowedKeepAlive) && this.state.phase === 'open') this.#keepAlivePlanned()
  }

  #take(automation: Automation, asks: ConnectionLimits['asks']): void {
    this.#automation = automation
    this.#asks = asks
    this.#allowedKeepAlive = asks ? noKeepAlive : automation.keepAlive
    this.#errands.take(automation)
  }

  #log(content: LogContent, at?: number): void {
    this.#context.log(content, at)
    if (content.type === 'message') {
      if (content.direction === 'received') this.#keepAlive?.received(content.data)
      this.#errands.logged(content)
      // The state is another only after its change was logged.
    } else queueMicrotask(() => this.#errands.logged(content))
  }

  #onEvent(event: ConnectionEvent): void {
    this.#context.tell(event)
    if (event.type === 'opened') {
      this.#reconnector.opened()
      this.#keepAlivePlanned()
      this.#errands.opened()
    } else if (event.type === 'closing') {
      this.#fallSilent()
    } else if (this.state.phase === 'closed') {
      this.#fallSilent()
      this.#reconnector.closed(this.state)
    }
  }

  /** @returns whether it was sent; why not is in the log */
  #send(data: string | Uint8Array<ArrayBuffer>): boolean {
    return this.#connection?.send(data).ok ?? false
  }

  /** On a connection that closes nothing can be sent any more. */
  #fallSilent(): void {
    this.#keepAlive?.stop()
    this.#errands.stop('The connection was closed.')
  }

  #wait(event: ConnectionEvent): void {
    this.#waiting = transition(this.state, event)
    this.#context.tell(event)
  }

  #keepAlivePlanned(): void {
    this.#keepAlive?.stop()
    this.#keepAlive = new KeepAliveTimer(this.#allowedKeepAlive, {
      send: (text) => this.#send(text),
      onLatency: (latency) => this.#context.onLatency(latency),
      note: (message) => this.#note('keep-alive', message),
      close: () => this.#connection?.end('timeout', unanswered, 'The keep-alive message was not answered.'),
      clock: this.#context.clock,
    })
  }

  #note(code: NoteCode, message: string): void {
    this.#context.log({ type: 'note', code, message })
  }
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
