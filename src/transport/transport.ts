import { decodeBase64 } from '../core/base64.ts'
import { normalClosure } from '../core/close-request.ts'
import type { ConnectionEvent } from '../core/connection.ts'
import type { LogContent } from '../core/log-entry.ts'
import { refuse } from '../core/result.ts'
import type { Retention } from '../core/retention.ts'
import type { Order, OutgoingMessage, TransportEvent } from '../wire/transport.ts'
import { AuditTrail } from './audit-trail.ts'
import { Connection } from './connection.ts'

export interface TransportContext {
  append(logId: string, content: LogContent): void
  /** Whatever is logged of a connection. */
  onLogged(connectionId: string, content: LogContent): void
  onDisposed(connectionId: string): void
  trim(logId: string, before: number): void
  retain(retention: Retention): void
  room(): Promise<void> | undefined
  emit(event: TransportEvent): void
  now(): number
}

/** Carries out the background's orders. It decides nothing: what is not ordered does not happen. */
export class Transport {
  readonly #context: TransportContext
  readonly #connections = new Map<string, Connection>()
  /** Disposed connections of which nothing is logged any more. */
  readonly #silent = new WeakSet<Connection>()
  readonly #audit = new AuditTrail((messages) => this.#context.emit({ type: 'audited', messages }))

  constructor(context: TransportContext) {
    this.#context = context
  }

  bufferedAmount(connectionId: string): number {
    return this.#connections.get(connectionId)?.bufferedAmount ?? 0
  }

  carryOut(order: Order): void {
    switch (order.type) {
      case 'open':
        this.#open(order)
        break
      case 'limit':
        this.#connections.get(order.connectionId)?.limit(order.limits)
        break
      case 'send':
        this.#send(order)
        break
      case 'close':
        this.#connections.get(order.connectionId)?.close(order.cause, { code: order.code, reason: order.reason })
        break
      case 'dispose':
        this.#dispose(order)
        break
      case 'note':
        this.#context.append(order.logId, { type: 'note', code: order.code, message: order.message })
        break
      case 'observed': {
        const { connectionId, logId, handshake } = order
        const { url } = handshake
        this.#context.append(logId, { type: 'handshake', connectionId, url, protocols: [], observed: handshake })
        break
      }
      case 'trim':
        this.#context.trim(order.logId, order.before)
        break
      case 'retain':
        this.#context.retain(order)
        break
      case 'report':
        this.#report()
    }
  }

  #open({ connectionId, logId, request, limits }: Order & { type: 'open' }): void {
    const connection: Connection = new Connection(request, limits, {
      connectionId,
      log: (content) => {
        if (this.#silent.has(connection)) return
        this.#context.append(logId, content)
        this.#context.onLogged(connectionId, content)
      },
      room: () => this.#context.room(),
      onEvent: (event) => this.#tell(connectionId, event),
      audit: (direction, data) => this.#audit.add({ connectionId, direction, at: this.#context.now() }, data),
      now: () => this.#context.now(),
    })
    this.#connections.set(connectionId, connection)
    connection.open()
  }

  #dispose({ connectionId, cause, silent }: Order & { type: 'dispose' }): void {
    const connection = this.#connections.get(connectionId)
    if (connection && silent) this.#silent.add(connection)
    connection?.close(cause, normalClosure)
    this.#connections.delete(connectionId)
    this.#context.onDisposed(connectionId)
  }

  #send({ connectionId, sendId, message }: Order & { type: 'send' }): void {
    const result =
      this.#connections.get(connectionId)?.send(dataOf(message)) ??
      refuse('not-connected', 'Nothing was sent: the connection is not open.')
    this.#context.emit({ type: 'sent', sendId, result })
  }

  /** A disposed connection still closes and is still logged, but nobody is told any more. */
  #tell(connectionId: string, event: ConnectionEvent): void {
    if (this.#connections.has(connectionId)) this.#context.emit({ type: 'changed', connectionId, event })
  }

  #report(): void {
    const connections = [...this.#connections].map(([connectionId, { state }]) => ({ connectionId, state }))
    this.#context.emit({ type: 'report', connections })
  }
}

function dataOf(message: OutgoingMessage): string | Uint8Array<ArrayBuffer> {
  return message.type === 'text' ? message.text : (decodeBase64(message.base64) ?? new Uint8Array())
}
