import { decodeBase64 } from '../core/base64.ts'
import type { ConnectionEvent } from '../core/connection.ts'
import { whyNotAgain } from '../core/handshake-explanation.ts'
import { checkJson } from '../core/json-check.ts'
import type { LogContent } from '../core/log-entry.ts'
import { keepAll, type LogRules } from '../core/log-rules.ts'
import { explainProbe } from '../core/probe-explanation.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import type { Retention } from '../core/retention.ts'
import type { SequenceProgress } from '../core/sequence.ts'
import type { BuiltIns } from '../core/variables.ts'
import type { Clock } from '../log/clock.ts'
import type { Order, OutgoingMessage, TransportEvent } from '../wire/transport.ts'
import { AuditTrail } from './audit-trail.ts'
import type { Connection } from './connection.ts'
import type { Fitting } from './fitting.ts'
import { Line } from './line.ts'
import type { Matching } from './matching.ts'
import { recordedContent } from './recorded-content.ts'
import type { OpenSocket } from './socket.ts'

export interface TransportContext {
  /** @param at epoch milliseconds */
  append(logId: string, content: LogContent, at: number): void
  /** Whatever is logged of a connection. */
  onLogged(connectionId: string, content: LogContent, at: number): void
  onDisposed(connectionId: string): void
  /** How long the answer to a keep-alive message took, in milliseconds. */
  onLatency(connectionId: string, latency: number): void
  trim(logId: string, before: number, isOver: boolean): void
  /** @param note none takes the bookmark away */
  mark(logId: string, seq: number, note: string | undefined): void
  /** What is kept of a log from now on. */
  keep(logId: string, rules: LogRules): void
  retain(retention: Retention): void
  readonly openSocket: OpenSocket
  /** Resolves when more may be written; for what can wait. */
  room(): Promise<void> | undefined
  emit(event: TransportEvent): void
  /** Epoch milliseconds. */
  now(): number
  /** From 0 up to and without 1. */
  random(): number
  readonly clock: Clock
  readonly matching: Matching
  readonly fitting: Pick<Fitting, 'check'>
  readonly builtIns: BuiltIns
  /** A run of a sequence has come further. */
  onProgress(connectionId: string): void
  /** Views are to pause what they show of a connection's log. */
  onPause(connectionId: string): void
}

/** Carries out the background's orders. It decides nothing: what is not ordered does not happen. */
export class Transport {
  readonly #context: TransportContext
  readonly #lines = new Map<string, Line>()
  readonly #logIds = new Map<string, string>()
  /** Disposed connections of which nothing is logged any more. */
  readonly #silent = new WeakSet<Line>()
  /** The last message that was sent on a connection, while it waits for a check. */
  readonly #checks = new WeakMap<Connection, Promise<void>>()
  readonly #audit = new AuditTrail((messages) => this.#context.emit({ type: 'audited', messages }))

  constructor(context: TransportContext) {
    this.#context = context
  }

  /** How the last run of each sequence on a connection stands. */
  runs(connectionId: string): readonly SequenceProgress[] {
    return this.#lines.get(connectionId)?.runs ?? []
  }

  bufferedAmount(connectionId: string): number {
    return this.#lines.get(connectionId)?.bufferedAmount ?? 0
  }

  carryOut(order: Order): void {
    switch (order.type) {
      case 'open':
        this.#open(order)
        break
      case 'automate':
        this.#lines.get(order.connectionId)?.automate(order.automation)
        break
      case 'run':
        this.#lines.get(order.connectionId)?.run(order)
        break
      case 'halt':
        this.#lines.get(order.connectionId)?.halt(order.sequenceId)
        break
      case 'rest':
        this.#lines.get(order.connectionId)?.rest(order.reason)
        break
      case 'limit':
        this.#limit(order)
        break
      case 'send':
        this.#send(order)
        break
      case 'check-json': {
        const checked = checkJson(order.text, order.expected)
        this.#context.emit({ type: 'answered', orderId: order.orderId, result: checked.ok ? ok(null) : checked })
        break
      }
      case 'close':
        this.#lines.get(order.connectionId)?.close(order.cause, { code: order.code, reason: order.reason })
        break
      case 'dispose':
        this.#dispose(order)
        break
      case 'note':
        this.#append(order.logId, { type: 'note', code: order.code, message: order.message })
        break
      case 'observed': {
        const { connectionId, logId, handshake } = order
        const { url } = handshake
        this.#append(logId, { type: 'handshake', connectionId, url, protocols: [], observed: handshake })
        const line = this.#lines.get(connectionId)
        const reason = line && whyNotAgain(handshake, line.state)
        if (reason !== undefined) line?.rest(reason)
        break
      }
      case 'probed': {
        const message = `Diagnosed by a plain request: ${explainProbe(order.probe).finding}`
        this.#append(order.logId, { type: 'note', code: 'probe', message })
        break
      }
      case 'record':
        void this.#record(order)
        break
      case 'trim':
        this.#context.trim(order.logId, order.before, order.isOver)
        break
      case 'mark':
        this.#context.mark(order.logId, order.seq, order.note)
        break
      case 'retain':
        this.#context.retain(order)
        break
      case 'alone':
        for (const line of this.#lines.values()) line.alone()
        break
      case 'report':
        this.#report()
    }
  }

  #open(order: Order & { type: 'open' }): void {
    const line = this.#lines.get(order.connectionId) ?? this.#newLine(order)
    this.#lines.set(order.connectionId, line)
    this.#logIds.set(order.connectionId, order.logId)
    this.#context.keep(order.logId, order.limits.log ?? keepAll)
    line.open(order)
  }

  #limit({ connectionId, limits }: Order & { type: 'limit' }): void {
    const logId = this.#logIds.get(connectionId)
    if (logId !== undefined) this.#context.keep(logId, limits.log ?? keepAll)
    this.#lines.get(connectionId)?.limit(limits)
  }

  #newLine({ connectionId, logId }: Order & { type: 'open' }): Line {
    const { append, onLogged, onLatency, emit, ...rest } = this.#context
    const line: Line = new Line({
      ...rest,
      connectionId,
      log: (content, at = rest.now()) => {
        if (this.#silent.has(line)) return
        append(logId, content, at)
        onLogged(connectionId, content, at)
      },
      tell: (event) => this.#tell(connectionId, event),
      onSoon: () => emit({ type: 'soon' }),
      onDue: () => emit({ type: 'due', connectionId }),
      onProgress: () => rest.onProgress(connectionId),
      notify: (title, text) => emit({ type: 'notify', connectionId, title, text }),
      pause: () => rest.onPause(connectionId),
      onVariable: (name, value) => emit({ type: 'set-variable', connectionId, name, value }),
      onLatency: (latency) => onLatency(connectionId, latency),
      audit: (direction, data, withContent) => {
        this.#audit.add({ connectionId, direction, at: rest.now() }, data, withContent)
      },
    })
    return line
  }

  #append(logId: string, content: LogContent): void {
    this.#context.append(logId, content, this.#context.now())
  }

  async #record({ orderId, logId, entries }: Order & { type: 'record' }): Promise<void> {
    for (const entry of entries) this.#context.append(logId, recordedContent(entry), entry.at)
    await this.#context.room()
    this.#context.emit({ type: 'answered', orderId, result: ok(null) })
  }

  #dispose({ connectionId, cause, silent }: Order & { type: 'dispose' }): void {
    const line = this.#lines.get(connectionId)
    if (line && silent) this.#silent.add(line)
    line?.dispose(cause)
    this.#lines.delete(connectionId)
    this.#logIds.delete(connectionId)
    this.#context.onDisposed(connectionId)
  }

  /** What is checked holds up what is sent after it, so that all goes out in order; without a schema nothing waits. */
  #send({ connectionId, orderId, message }: Order & { type: 'send' }): void {
    const { emit, fitting } = this.#context
    const { schema, connection } = this.#lines.get(connectionId) ?? {}
    const send = (fits: Result<null> = ok(null)) => {
      const result = fits.ok ? (connection?.send(dataOf(message)) ?? notConnected()) : fits
      emit({ type: 'answered', orderId, result })
    }
    const isChecked = schema !== undefined && message.type === 'text'
    const fits = isChecked ? fitting.check({ schema, text: message.text }) : undefined
    const before = connection && this.#checks.get(connection)
    if (!connection || !(fits ?? before)) {
      send()
      return
    }
    const sent = Promise.all([fits, before]).then(([checked]) => {
      if (this.#checks.get(connection) === sent) this.#checks.delete(connection)
      send(checked)
    })
    this.#checks.set(connection, sent)
  }

  /** A disposed connection still closes and is still logged, but nobody is told any more. */
  #tell(connectionId: string, event: ConnectionEvent): void {
    if (this.#lines.has(connectionId)) this.#context.emit({ type: 'changed', connectionId, event })
  }

  #report(): void {
    const connections = [...this.#lines].map(([connectionId, { connection, state }]) => ({
      connectionId,
      ...(connection && { url: connection.url }),
      state,
    }))
    this.#context.emit({ type: 'report', connections })
    for (const line of this.#lines.values()) line.due()
  }
}

function notConnected() {
  return refuse('not-connected', 'Nothing was sent: the connection is not open.')
}

function dataOf(message: OutgoingMessage): string | Uint8Array<ArrayBuffer> {
  return message.type === 'text' ? message.text : (decodeBase64(message.base64) ?? new Uint8Array())
}
