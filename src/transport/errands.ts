import { compose, type Written } from '../core/compose.ts'
import type { LogContent, NoteCode } from '../core/log-entry.ts'
import type { Match } from '../core/match.ts'
import type { SavedMessage } from '../core/script.ts'
import type { SequenceProgress } from '../core/sequence.ts'
import { type BuiltIns, partsOf, substitute, type VariableSource, variableSource } from '../core/variables.ts'
import type { Clock } from '../log/clock.ts'
import type { Automation, Order } from '../wire/transport.ts'
import { type MatchMessage, matchMessageOf } from './match-protocol.ts'
import type { Matching, Watch } from './matching.ts'
import { SequenceRun, type WaitListener } from './sequence-run.ts'
import { TriggerRunner } from './trigger-runner.ts'

export interface ErrandsContext {
  readonly clock: Clock
  readonly matching: Matching
  readonly builtIns: BuiltIns
  /** @returns whether it was sent; why not is in the log */
  send(data: string | Uint8Array<ArrayBuffer>): boolean
  /** Whether a person is asked before each message: for what would go out by itself there is nobody to ask. */
  asks(): boolean
  bufferedAmount(): number
  note(code: NoteCode, message: string): void
  onProgress(): void
  notify(title: string, text: string): void
  pause(): void
  onVariable(name: string, value: string): void
}

/** What a step of a sequence waits for. */
interface Wait extends Watch {
  onMissed(): void
}

const asked = 'You want to be asked before each message.'

const none: ReadonlyMap<string, string> = new Map()

/** What is sent and done on a connection by itself: messages on connect, sequences and triggers. */
export class Errands {
  readonly #context: ErrandsContext
  readonly #triggers: TriggerRunner
  readonly #runs = new Map<string, SequenceRun>()
  /** What the steps of sequences wait for. */
  readonly #waits = new Set<Wait>()
  #automation: Automation | undefined
  /** What triggers have set and the background has not told yet, from the oldest value on. */
  readonly #set = new Map<string, readonly string[]>()

  constructor(context: ErrandsContext) {
    this.#context = context
    this.#triggers = new TriggerRunner({
      ...context,
      saved: (messageId) => this.#automation?.messages.find(({ id }) => id === messageId),
      send: (written, name, variables) => this.#send(written, name, variables),
      fill: (text, variables) => this.#fill(text, variables),
      valueOf: (text, variables) => substitute(text, this.#source(variables)),
      note: (message) => context.note('trigger', message),
      setVariable: (name, value) => {
        this.#set.set(name, [...(this.#set.get(name) ?? []), value])
        context.onVariable(name, value)
      },
    })
  }

  /** How the last run of each sequence stands. */
  get runs(): readonly SequenceProgress[] {
    return [...this.#runs.values()].map(({ progress }) => progress)
  }

  take(automation: Automation): void {
    this.#forget(new Map(this.#automation?.variables), new Map(automation.variables))
    this.#automation = automation
    this.#triggers.arm(automation.triggers)
  }

  /** Triggers that were stopped begin anew with those that are taken next. */
  disarm(): void {
    this.#triggers.arm([])
  }

  opened(): void {
    const messages = this.#automation?.messages ?? []
    for (const message of messages) if (message.onConnect) this.#send(message, `“${message.name}”`)
  }

  /** Stops all sequences: no run outlives its connection, or the leave to send. */
  stop(why: string): void {
    for (const run of this.#runs.values()) run.stop(why)
  }

  logged(content: LogContent): void {
    this.#triggers.onLogged(content)
    if (content.type !== 'message' || content.direction !== 'received' || this.#waits.size === 0) return
    this.#look(matchMessageOf(content), [...this.#waits])
  }

  /** Starts a sequence; one that runs goes on. */
  run({ sequence, messages }: Order & { type: 'run' }): void {
    if (this.#runs.get(sequence.id)?.progress.state === 'running') return
    const { clock, bufferedAmount, matching, note, onProgress } = this.#context
    const run = new SequenceRun(sequence, {
      ...{ clock, bufferedAmount, onProgress },
      send: (written, name) => this.#send(written, name),
      saved: (messageId): SavedMessage | undefined => messages.find(({ id }) => id === messageId),
      watch: (match, among, listener) => this.#watch(match, among, listener),
      whenThrough: (callback) => matching.whenThrough(callback),
      note: (message) => note('sequence', message),
    })
    this.#runs.set(sequence.id, run)
    void run.run()
  }

  halt(sequenceId: string): void {
    this.#runs.get(sequenceId)?.stop()
  }

  #watch(match: Match, among: readonly MatchMessage[], listener: WaitListener): () => void {
    const { onFound, onMissed, onStopped } = listener
    const wait: Wait = { match, onFound: (_, __, since) => onFound(since()), onMissed, onStopped }
    this.#waits.add(wait)
    for (const message of among) this.#look(message, [wait])
    return () => this.#waits.delete(wait)
  }

  #look(message: MatchMessage, waits: readonly Wait[]): void {
    if (!this.#context.matching.look(message, waits)) for (const wait of waits) wait.onMissed()
  }

  /** @returns whether it was sent; why not is in the log */
  #send(written: Written, name: string, variables = none): boolean {
    if (this.#context.asks()) {
      this.#context.note('send-refused', `${name} was not sent: ${asked}`)
      return false
    }
    const composed = compose(written, this.#source(variables), this.#automation?.minify ?? true)
    if (composed.ok) return this.#context.send(composed.value)
    this.#context.note('send-refused', `${name} was not sent: ${composed.refusal.message}`)
    return false
  }

  /** What was told may be older than what was set last; what neither says comes from a person. */
  #forget(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): void {
    for (const [name, values] of this.#set) {
      const value = now.get(name) ?? ''
      const told = values.indexOf(value)
      if (told < 0 && value === (before.get(name) ?? '')) continue
      const left = told < 0 ? [] : values.slice(told + 1)
      if (left.length > 0) this.#set.set(name, left)
      else this.#set.delete(name)
    }
  }

  #fill(text: string, variables: ReadonlyMap<string, string>): string {
    const source = this.#source(variables)
    return partsOf(text)
      .map(({ text: piece, name }) => (name === undefined ? piece : (source.valueOf(name) ?? piece)))
      .join('')
  }

  #source(variables: ReadonlyMap<string, string>): VariableSource {
    const set = [...this.#set].map(([name, values]) => [name, values.at(-1) ?? ''] as const)
    const values = new Map([...(this.#automation?.variables ?? []), ...set, ...variables])
    return variableSource(values, this.#context.builtIns, this.#automation?.environment)
  }
}
