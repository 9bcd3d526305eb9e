import { type Misfit, misfitInWords } from '../core/misfit.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import type { Clock } from '../log/clock.ts'

/** To the Worker. */
export interface FittingTask {
  readonly schema: string
  readonly text: string
}

/** The part of a Worker that is needed; a test hands in one of its own. */
export interface FittingWorker {
  postMessage(task: FittingTask): void
  addEventListener(type: 'message', listener: (event: MessageEvent<readonly Misfit[]>) => void): void
  terminate(): void
}

export interface FittingContext {
  readonly clock: Clock
  startWorker(): FittingWorker
}

/** How long one message may take, in milliseconds; for the first the Worker has to be started. */
const patience = 5000

/**
 * Finds out whether messages fit a schema, in another thread: the patterns of a schema may take for ever, and then
 * the thread is ended.
 */
export class Fitting {
  readonly #context: FittingContext
  #worker: FittingWorker | undefined
  #onAnswer: (misfits: readonly Misfit[]) => void = () => {}
  #last: Promise<unknown> = Promise.resolve()

  constructor(context: FittingContext) {
    this.#context = context
  }

  /** Messages are looked at one after the other. @returns `schema-misfit` with where and why it does not fit */
  check(task: FittingTask): Promise<Result<null>> {
    const checked = this.#last.then(() => this.#check(task)).catch(notFoundOut)
    this.#last = checked
    return checked
  }

  #check(task: FittingTask): Promise<Result<null>> {
    const worker = this.#worker ?? this.#start()
    this.#worker = worker
    return new Promise((resolve) => {
      const stop = this.#context.clock.after(patience, () => {
        worker.terminate()
        this.#worker = undefined
        resolve(refused('Nothing was sent: whether the message fits the schema could not be found out within 5 s.'))
      })
      this.#onAnswer = ([first]) => {
        stop()
        resolve(
          first ? refused(`Nothing was sent: the message does not fit the schema. ${misfitInWords(first)}`) : ok(null),
        )
      }
      worker.postMessage(task)
    })
  }

  #start(): FittingWorker {
    const worker = this.#context.startWorker()
    worker.addEventListener('message', ({ data }) => {
      if (worker === this.#worker) this.#onAnswer(data)
    })
    return worker
  }
}

function notFoundOut(error: unknown): Result<never> {
  return refused(`Nothing was sent: whether the message fits the schema could not be found out: ${error}`)
}

function refused(sentence: string): Result<never> {
  return refuse('schema-misfit', sentence, { field: 'message' })
}
