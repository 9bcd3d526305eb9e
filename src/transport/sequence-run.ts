import type { Written } from '../core/compose.ts'
import type { Match } from '../core/match.ts'
import { messageOf } from '../core/message-of.ts'
import { unreachable } from '../core/result.ts'
import type { Sequence, SequenceProgress, Step } from '../core/sequence.ts'
import type { Clock } from '../log/clock.ts'
import type { MatchMessage } from './match-protocol.ts'

export interface SequenceRunContext {
  readonly clock: Clock
  /** @returns whether it was sent; why not is in the log */
  send(written: Written, name: string): boolean
  saved(messageId: string): (Written & { readonly name: string }) | undefined
  bufferedAmount(): number
  /** Looks out for a message that matches, among those given and those that will be received. @returns what ends that */
  watch(match: Match, among: readonly MatchMessage[], listener: WaitListener): () => void
  /** Calls back when what was received until now has been looked at. */
  whenThrough(callback: () => void): void
  note(message: string): void
  onProgress(progress: SequenceProgress): void
}

export interface WaitListener {
  /** @param since the messages that came after this one */
  onFound(since: readonly MatchMessage[]): void
  /** A message came that could not be looked at. */
  onMissed(): void
  /** It took too long, and is not looked for any more. */
  onStopped(): void
}

/** Above this many bytes that have not left yet nothing more is sent. */
const mostBuffered = 1024 * 1024
/** Milliseconds by which timers may be late without less being sent. */
const mostLate = 50
/** Milliseconds between two looks at whether they have left. */
const look = 10

/** One run of a sequence, from its start until it is done, fails or is stopped. */
export class SequenceRun {
  readonly #context: SequenceRunContext
  readonly #sequence: Sequence
  readonly #stop = new AbortController()
  #progress: SequenceProgress
  /** When the next message may be sent, by the rate. */
  #mayAt = 0
  /** When what was waited for last was due: pauses count from there, so that what each is late by does not add up. */
  #wasDue = 0
  /** What came behind the message that was waited for before that was found: the next wait is for it, too. */
  #since: readonly MatchMessage[] = []
  #missed = 0

  constructor(sequence: Sequence, context: SequenceRunContext) {
    const { id, times, steps } = sequence
    this.#sequence = sequence
    this.#context = context
    const counts = { run: 0, times, step: 0, steps: steps.length, sent: 0, unsent: 0 }
    this.#progress = { sequenceId: id, state: 'running', ...counts }
  }

  get progress(): SequenceProgress {
    return this.#progress
  }

  /** @param why undefined when it is stopped by a person */
  stop(why?: string): void {
    this.#stop.abort(why)
  }

  async run(): Promise<void> {
    const { clock, note } = this.#context
    this.#mayAt = clock.now()
    try {
      await this.#runs()
      this.#told({ state: 'done' })
    } catch (error) {
      if (this.#stop.signal.aborted) this.#told({ state: 'stopped', ...faultOf(this.#stop.signal.reason) })
      else this.#told({ state: 'failed', ...faultOf(messageOf(error)) })
    }
    note(this.#summary())
  }

  async #runs(): Promise<void> {
    const { times, every, steps } = this.#sequence
    const { clock } = this.#context
    let startAt = clock.now()
    for (let run = 1; times === 0 || run <= times; run++) {
      this.#wasDue = await this.#until(startAt)
      startAt = this.#wasDue + every
      for (const [index, step] of steps.entries()) {
        this.#told({ run, step: index + 1 })
        await this.#take(step)
      }
      // Without a message or a pause a run takes no time at all, and would go on for ever without letting go.
      if (times === 0 || run % 100 === 0) await this.#pause(0)
    }
  }

  #take(step: Step): Promise<void> | void {
    switch (step.type) {
      case 'delay':
        return this.#delay(step.time)
      case 'wait':
        return this.#wait(step.match, step.time)
      case 'text':
        return this.#send(step, `Step ${this.#progress.step} of “${this.#sequence.name}”`)
      case 'saved': {
        const saved = this.#context.saved(step.messageId)
        if (!saved) throw new Error(`The message of step ${this.#progress.step} was deleted.`)
        return this.#send(saved, `“${saved.name}”`)
      }
      default:
        return unreachable(step)
    }
  }

  async #send(written: Written, name: string): Promise<void> {
    const { bufferedAmount, send } = this.#context
    const { rate } = this.#sequence
    if (rate > 0) this.#mayAt = (await this.#until(this.#mayAt)) + 1000 / rate
    while (bufferedAmount() > mostBuffered) await this.#pause(look)
    this.#stop.signal.throwIfAborted()
    if (send(written, name)) this.#told({ sent: this.#progress.sent + 1 })
    else this.#told({ unsent: this.#progress.unsent + 1 })
  }

  /** One that is over already is not waited for, unless it is there only to let go. */
  async #delay(time: number): Promise<void> {
    const { clock } = this.#context
    const due = Math.max(this.#wasDue, clock.now() - mostLate) + time
    const left = due - clock.now()
    if (left > 0 || time === 0) await this.#rest(Math.max(0, left))
    else this.#forget()
    this.#wasDue = due
  }

  async #wait(match: Match, time: number): Promise<void> {
    await this.#found(match, time)
    this.#wasDue = this.#context.clock.now()
  }

  #found(match: Match, time: number): Promise<void> {
    const { clock, watch, whenThrough } = this.#context
    const { step } = this.#progress
    let isOver = false
    return this.#abortable((resolve, reject) => {
      const unwatch = watch(match, this.#since, {
        onFound: (since) => {
          // Another one that came before this was found is for the next wait.
          if (isOver) return
          this.#since = since
          resolve()
        },
        onMissed: () => {
          this.#missed += 1
        },
        onStopped: () => reject(new Error(`Step ${step}: looking for a message that matches took longer than 1 s.`)),
      })
      const cancel = clock.after(time, () => {
        unwatch()
        whenThrough(() => reject(new Error(this.#nothingFound(step, time))))
      })
      return () => {
        isOver = true
        unwatch()
        cancel()
      }
    })
  }

  #nothingFound(step: number, time: number): string {
    return this.#missed === 0
      ? `Step ${step}: no message that matches came within ${time / 1000} s.`
      : `Step ${step}: no message that matches was seen within ${time / 1000} s; messages that came too fast to be looked at: ${this.#missed}.`
  }

  /** @returns from when on to count: what is very late is not made up for */
  async #until(at: number): Promise<number> {
    const { clock } = this.#context
    const time = at - clock.now()
    if (time > 0) await this.#rest(time)
    return clock.now() - at > mostLate ? clock.now() : at
  }

  /** What comes meanwhile is not waited for. */
  #rest(time: number): Promise<void> {
    this.#forget()
    return this.#pause(time)
  }

  #forget(): void {
    this.#since = []
    this.#missed = 0
  }

  async #pause(time: number): Promise<void> {
    const { clock } = this.#context
    await this.#abortable((resolve) => clock.after(time, resolve))
    this.#wasDue = clock.now()
  }

  /** @param begin gives back what cleans up */
  #abortable(begin: (resolve: () => void, reject: (error: Error) => void) => () => void): Promise<void> {
    const { signal } = this.#stop
    signal.throwIfAborted()
    return new Promise<void>((resolve, reject) => {
      const settle = (then: () => void) => {
        signal.removeEventListener('abort', onAbort)
        end()
        then()
      }
      const onAbort = () => settle(() => reject(signal.reason))
      signal.addEventListener('abort', onAbort)
      const end = begin(
        () => settle(resolve),
        (error) => settle(() => reject(error)),
      )
    })
  }

  #told(change: Partial<SequenceProgress>): void {
    this.#progress = { ...this.#progress, ...change }
    this.#context.onProgress(this.#progress)
  }

  #summary(): string {
    const { state, sent, unsent, fault } = this.#progress
    const ended = { running: 'runs', done: 'is done', stopped: 'was stopped', failed: 'failed' }[state]
    const failed = unsent > 0 ? `, ${unsent} not` : ''
    const why = fault === undefined ? '' : ` ${fault}`
    return `Sequence “${this.#sequence.name}” ${ended}: ${sent} ${sent === 1 ? 'message' : 'messages'} sent${failed}.${why}`
  }
}

function faultOf(reason: unknown): { fault?: string } {
  return typeof reason === 'string' ? { fault: reason } : {}
}
