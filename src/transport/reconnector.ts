import type { Attempt, ClosedState } from '../core/connection.ts'
import { planReconnect, type ReconnectRules } from '../core/reconnect.ts'
import type { Clock } from '../log/clock.ts'

export interface ReconnectorContext {
  rules(): ReconnectRules
  onWaiting(attempt: Attempt): void
  /** Called a little before it is time, so that who is asked then is awake. */
  onSoon(): void
  /** Called when it is as good as time, and again until it is dealt with. */
  onDue(): void
  note(message: string): void
  /** Epoch milliseconds. */
  now(): number
  random(): number
  readonly clock: Clock
}

/** The background may have ended just when it was told. */
const tellAgainAfter = 500

/** Milliseconds in which the background wakes, also on a computer that has much to do. */
const lead = 2_000

/** So long before it is time the background is asked, in milliseconds: it may end in that very moment and has to be called back. */
const ahead = 150

/** Waits between the end of a connection and the attempt to make it again. */
export class Reconnector {
  readonly #context: ReconnectorContext
  /** How often it was tried since a person connected or the connection was open. */
  #attempt = 0
  #cancel: (() => void) | undefined
  /** When it is time, by the clock. */
  #dueAt = 0
  #keptOff: string | undefined
  /** Whether the background is needed: now, or in a moment. */
  #need: 'none' | 'soon' | 'due' = 'none'

  constructor(context: ReconnectorContext) {
    this.#context = context
  }

  /** A handshake is ordered. @returns the milliseconds until it is time for it */
  begin(attempt: number): number {
    const early = this.rest() && attempt > 0 ? this.#left : 0
    this.#attempt = attempt
    this.#keptOff = undefined
    return early
  }

  /** The handshake that was ordered ahead was taken back: the background is asked anew. */
  anew(): void {
    this.#tell()
  }

  opened(): void {
    this.#attempt = 0
    // What was said against a handshake was not about this one.
    this.#keptOff = undefined
  }

  closed(state: ClosedState): void {
    const { rules, random, note } = this.#context
    const plan = planReconnect(rules(), state, this.#attempt, random())
    if (plan.type === 'none') return
    if (this.#keptOff !== undefined) note(`Not reconnected: ${this.#keptOff}`)
    else if (plan.type === 'stop') note(`Not reconnected: ${plan.reason}.`)
    else this.#wait(plan.delay, plan.attempt, rules().attempts)
  }

  /** Ends the wait. @returns whether there was one */
  rest(): boolean {
    const waited = this.#cancel !== undefined
    this.#cancel?.()
    this.#cancel = undefined
    this.#need = 'none'
    return waited
  }

  /** What is under way is not tried again, should it fail. */
  keepOff(reason: string): void {
    this.#keptOff = reason
  }

  /** Tells again that it is time, if it is. */
  due(): void {
    if (this.#need === 'due') this.#context.onDue()
  }

  /** The background has gone: it is called back, if it is needed. */
  alone(): void {
    this.due()
    if (this.#need === 'soon') this.#context.onSoon()
  }

  #wait(delay: number, attempt: number, attempts: number): void {
    const { clock, now, note, onWaiting, onSoon } = this.#context
    note(`Reconnecting in ${delay / 1000} s: attempt ${attempt}${attempts > 0 ? ` of ${attempts}` : ''}.`)
    this.#dueAt = clock.now() + delay
    const wait = () => {
      this.#need = 'soon'
      this.#cancel = clock.after(Math.max(0, this.#left - ahead), () => this.#tell())
    }
    // What is told now wakes it as well.
    onWaiting({ until: now() + delay, attempt, attempts })
    if (delay > lead) {
      this.#cancel = clock.after(delay - lead, () => {
        wait()
        onSoon()
      })
    } else wait()
  }

  get #left(): number {
    return Math.max(0, this.#dueAt - this.#context.clock.now())
  }

  #tell(): void {
    this.#need = 'due'
    this.#cancel = this.#context.clock.after(tellAgainAfter, () => this.#tell())
    this.#context.onDue()
  }
}
