import type { KeepAlive } from '../core/keep-alive.ts'
import type { Clock } from '../log/clock.ts'

export interface KeepAliveContext {
  /** @returns whether it was sent */
  send(text: string): boolean
  /** Told of each answer, in milliseconds. */
  onLatency(latency: number): void
  note(message: string): void
  close(): void
  readonly clock: Clock
}

/** Sends the keep-alive message of an open connection, and looks out for its answer. */
export class KeepAliveTimer {
  readonly #context: KeepAliveContext
  readonly #settings: KeepAlive
  #cancelNext: () => void = noop
  #cancelPatience: () => void = noop
  /** When the message was sent that is not answered yet. */
  #sentAt: number | undefined

  constructor(settings: KeepAlive, context: KeepAliveContext) {
    this.#settings = settings
    this.#context = context
    if (settings.enabled) this.#plan(context.clock.now() + settings.interval)
  }

  stop(): void {
    this.#cancelNext()
    this.#cancelPatience()
    this.#sentAt = undefined
  }

  received(data: string | Uint8Array): void {
    if (this.#sentAt === undefined || typeof data !== 'string' || !data.includes(this.#settings.answer)) return
    const latency = this.#context.clock.now() - this.#sentAt
    this.#cancelPatience()
    this.#sentAt = undefined
    this.#context.onLatency(latency)
    this.#context.note(`The keep-alive message was answered after ${latency.toFixed(1)} ms.`)
  }

  /** By the plan and not from one to the next, so that delays do not add up; what was missed meanwhile is left out. */
  #plan(at: number): void {
    const { clock } = this.#context
    const { interval } = this.#settings
    this.#cancelNext = clock.after(Math.max(0, at - clock.now()), () => {
      this.#send()
      const missed = Math.max(0, Math.floor((clock.now() - at) / interval))
      this.#plan(at + (missed + 1) * interval)
    })
  }

  #send(): void {
    const { answer, patience, text } = this.#settings
    const { clock, send } = this.#context
    const at = clock.now()
    if (!send(text) || answer === '' || this.#sentAt !== undefined) return
    this.#sentAt = at
    this.#cancelPatience = clock.after(patience, () => this.#onUnanswered())
  }

  #onUnanswered(): void {
    const { patience, unanswered } = this.#settings
    this.#sentAt = undefined
    this.#context.note(`The keep-alive message was not answered within ${patience / 1000} s.`)
    if (unanswered === 'close') this.#context.close()
  }
}

function noop(): void {}
