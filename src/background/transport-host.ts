import { ok, type Result, refuse } from '../core/result.ts'
import { broadcast, type Port } from '../platform/port.ts'
import { createTransportPage, hasTransportPage } from '../platform/transport-page.ts'
import {
  attachTransport,
  type ConnectionReport,
  heard,
  type NumberedOrder,
  type TransportEvent,
} from '../wire/transport.ts'

export interface TransportListener {
  onReport(connections: readonly ConnectionReport[]): void
  onEvent(event: Exclude<TransportEvent, { type: 'report' | 'soon' }>): void
}

/**
 * The background's end of the wire to the transport. The transport may be older than this run of the background; what
 * it holds open is asked from it, not remembered: its first word on every port is a report.
 */
export class TransportHost {
  readonly #listener: TransportListener
  #port: Port | undefined
  #ready: Promise<void> | undefined
  #onReport: (() => void) | undefined

  constructor(listener: TransportListener) {
    this.#listener = listener
  }

  /**
   * Finds a transport that outlived the last run of the background.
   * @param isThere whether its page was there when the background started
   * @returns whether there is one
   */
  async recover(isThere: boolean): Promise<boolean> {
    // Where it cannot be had, connects are refused, and all else goes on.
    if (this.#ready || isThere) await this.#reported().catch(() => {})
    return this.#port !== undefined
  }

  /** Has the transport there, so that it can be given orders, or says why it is not. */
  async start(): Promise<Result<null>> {
    try {
      await this.#reported()
      // What called first may have been on its way out: in Firefox the frame of an event page that has ended.
      if (!this.#port) await this.#reported()
      if (!this.#port) throw new Error('Its page was closed.')
      return ok(null)
    } catch (error) {
      return refuse('failed', `The browser could not start the part that holds connections: ${error}`)
    }
  }

  /** Gives an order. `start` must have said ok and the transport not have gone since. */
  order(order: NumberedOrder): void {
    this.#port?.post(order)
  }

  /** Takes the port that the transport's page opened. */
  attach(port: Port): void {
    this.#port?.close()
    this.#port = port
    void this.#reported()
    port.onMessage((message) => this.#receive(port, message as TransportEvent))
    port.onClose(() => this.#detach(port))
  }

  #reported(): Promise<void> {
    this.#ready ??= new Promise((resolve, reject) => {
      this.#onReport = resolve
      this.#open(resolve).catch((error: unknown) => {
        this.#ready = undefined
        reject(error)
      })
    })
    return this.#ready
  }

  /** Again until it calls: it may go just when it is looked for. Who looks for another by then has it made. */
  async #open(onReport: () => void): Promise<void> {
    while (!this.#port && onReport === this.#onReport) {
      if (!(await hasTransportPage())) await createTransportPage()
      // One that has called meanwhile would leave the port that it has, and what was ordered on it.
      else if (!this.#port) broadcast(attachTransport)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }

  #receive(port: Port, event: TransportEvent): void {
    if (event.type === 'report') {
      this.#listener.onReport(event.connections)
      this.#onReport?.()
      return
    }
    port.post(heard)
    if (event.type !== 'soon') this.#listener.onEvent(event)
  }

  /** The page is gone, by itself or with the browser: nothing it held is open any more. */
  #detach(port: Port): void {
    if (port !== this.#port) return
    this.#port = undefined
    this.#ready = undefined
    this.#listener.onReport([])
    // Who waits for its report must not wait for ever.
    this.#onReport?.()
  }
}
