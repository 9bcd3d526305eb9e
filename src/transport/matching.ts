import type { Match } from '../core/match.ts'
import type { Clock } from '../log/clock.ts'
import type { MatchBatch, MatchMessage, MatchReport } from './match-protocol.ts'

/** What looks out for a match. The same object is used as long as it does. */
export interface Watch {
  readonly match: Match
  /**
   * @param groups what was captured or selected
   * @param since the messages that it is to be looked for in that came after this one
   */
  onFound(message: string, groups: readonly string[], since: () => MatchMessage[]): void
  /** It took too long, and is not looked for any more. */
  onStopped(): void
}

/** The part of a Worker that is needed; a test hands in one of its own. */
export interface MatchWorker {
  postMessage(batch: MatchBatch): void
  addEventListener(type: 'message', listener: (event: MessageEvent<MatchReport>) => void): void
  terminate(): void
}

export interface MatchingContext {
  readonly clock: Clock
  startWorker(): MatchWorker
}

interface Job {
  readonly message: MatchMessage
  readonly watches: readonly Watch[]
}

interface Batch {
  readonly jobs: readonly Job[]
  readonly watches: readonly Watch[]
}

/** How long one look through a batch may take, in milliseconds. */
const patience = 1000
const mostMessages = 256
const mostUnits = 1024 * 1024
/** What waits at most, in UTF-16 units. */
const mostWaiting = 16 * 1024 * 1024

/**
 * Looks for matches in another thread, so that no regular expression, however it was written, can hold up the sockets:
 * one that takes too long is ended with its thread.
 */
export class Matching {
  readonly #context: MatchingContext
  readonly #stopped = new WeakSet<Watch>()
  #worker: MatchWorker | undefined
  #queue: Job[] = []
  #waiting = 0
  #batch: Batch | undefined
  #cancelPatience = noop

  constructor(context: MatchingContext) {
    this.#context = context
  }

  /** Has a message looked at. @returns false when too much waits already, and it is not */
  look(message: MatchMessage, watches: readonly Watch[]): boolean {
    const going = watches.filter((watch) => !this.#stopped.has(watch))
    if (going.length === 0) return true
    if (this.#waiting > mostWaiting) return false
    this.#enqueue(message, going)
    if (!this.#batch) this.#next()
    return true
  }

  /** Calls back when all that waits now has been looked at. */
  whenThrough(callback: () => void): void {
    const watch: Watch = { match: { type: 'any' }, onFound: callback, onStopped: callback }
    if (this.#batch) this.#enqueue({ text: '', isBinary: true, toBeJson: false }, [watch])
    else callback()
  }

  #enqueue(message: MatchMessage, watches: readonly Watch[]): void {
    this.#waiting += message.text.length + 1
    this.#queue.push({ message, watches })
  }

  #next(): void {
    const worker = this.#worker ?? this.#start()
    if (!worker) return
    const jobs = this.#take()
    if (jobs.length === 0) return
    const watches = [...new Set(jobs.flatMap((job) => job.watches))].filter((watch) => !this.#stopped.has(watch))
    this.#batch = { jobs, watches }
    worker.postMessage({
      messages: jobs.map(({ message }) => message),
      looks: watches.map((watch) => ({
        match: watch.match,
        at: jobs.flatMap((job, index) => (job.watches.includes(watch) ? [index] : [])),
      })),
    })
  }

  #take(): Job[] {
    let units = 0
    let count = 0
    for (const { message } of this.#queue) {
      units += message.text.length + 1
      if (count > 0 && (units > mostUnits || count >= mostMessages)) break
      count += 1
    }
    return this.#queue.splice(0, count)
  }

  /** One that cannot be started now is started for the next message. */
  #start(): MatchWorker | undefined {
    try {
      const worker = this.#context.startWorker()
      worker.addEventListener('message', ({ data }) => {
        if (worker === this.#worker) this.#receive(data)
      })
      this.#worker = worker
    } catch {
      this.#worker = undefined
    }
    return this.#worker
  }

  #receive(report: MatchReport): void {
    this.#cancelPatience()
    if (report.type === 'begin') {
      this.#cancelPatience = this.#context.clock.after(patience, () => this.#giveUp(report.look))
      return
    }
    const { jobs, watches } = this.#batch ?? { jobs: [], watches: [] }
    this.#waiting -= jobs.reduce((sum, { message }) => sum + message.text.length + 1, 0)
    try {
      for (const { look, message, groups } of report.found) {
        const [job, watch] = [jobs[message], watches[look]]
        if (!job || !watch) continue
        const later = () => [...jobs.slice(message + 1), ...this.#queue]
        const since = () => later().flatMap((one) => (one.watches.includes(watch) ? [one.message] : []))
        watch.onFound(job.message.text, groups, since)
      }
    } finally {
      // Only now: what comes because of what was found takes its turn.
      this.#batch = undefined
      this.#next()
    }
  }

  /** What was found so far has not been told yet: the batch is looked through again, without the culprit. */
  #giveUp(look: number): void {
    const batch = this.#batch
    const culprit = batch?.watches[look]
    this.#worker?.terminate()
    this.#worker = undefined
    if (!batch || !culprit) return
    this.#stopped.add(culprit)
    this.#batch = undefined
    this.#queue.unshift(...batch.jobs)
    culprit.onStopped()
    if (!this.#batch) this.#next()
  }
}

function noop(): void {}
