import { compose, type Written } from '../core/compose.ts'
import type { LogContent, NoteCode } from '../core/log-entry.ts'
import type { Match } from '../core/match.ts'
import type { Result } from '../core/result.ts'
import type { SavedMessage } from '../core/script.ts'
import type { SequenceProgress } from '../core/sequence.ts'
import { type BuiltIns, substitute, type VariableSource, variableSource } from '../core/variables.ts'
import type { Clock } from '../log/clock.ts'
import type { Automation, Order } from '../wire/transport.ts'
import type { Matching, Watch } from './matching.ts'
import { SequenceRun } from './sequence-run.ts'
import { TriggerRunner } from './trigger-runner.ts'

export interface ErrandsContext {
  readonly clock: Clock
  readonly matching: Matching
  readonly builtIns: BuiltIns
  /** Says in the log why when it cannot. */
  send(data: string | Uint8Array<ArrayBuffer>): Result<null>
  bufferedAmount(): number
  note(code: NoteCode, message: string): void
  onProgress(): void
  notify(title: string, text: string): void
  pause(): void
  onVariable(name: string, value: string): void
}

const none: ReadonlyMap<string, string> = new Map()

/** What is sent and done on a connection by itself: messages on connect, sequences and triggers. */
export class Errands {
  readonly #context: ErrandsContext
  readonly #triggers: TriggerRunner
  readonly #runs = new Map<string, SequenceRun>()
  /** What the steps of sequences wait for. */
  readonly #watches = new Set<Watch>()
  #automation: Automation | undefined
  /** What triggers have set since the background told the variables. */
  #set: ReadonlyMap<string, string> = none

  constructor(context: ErrandsContext) {
    this.#context = context
    this.#triggers = new TriggerRunner({
      ...context,
      saved: (messageId) => this.#automation?.messages.find(({ id }) => id === messageId),
      send: (written, name, variables) => this.#send(written, name, variables),
      fill: (text, variables) => this.#fill(text, variables),
      note: (message) => context.note('trigger', message),
      setVariable: (name, value) => {
        this.#set = new Map(this.#set).set(name, value)
        context.onVariable(name, value)
      },
    })
  }

  /** How the last run of each sequence stands. */
  get runs(): readonly SequenceProgress[] {
    return [...this.#runs.values()].map(({ progress }) => progress)
  }

  take(automation: Automation): void {
    this.#automation = automation
    this.#set = none
    this.#triggers.arm(automation.triggers)
  }

  opened(): void {
    const messages = this.#automation?.messages ?? []
    for (const message of messages) if (message.onConnect) this.#send(message, `“${message.name}”`)
  }

  /** No run outlives its connection. */
  closed(): void {
    for (const run of this.#runs.values()) run.stop('The connection was closed.')
  }

  logged(content: LogContent): void {
    this.#triggers.onLogged(content)
    if (content.type !== 'message' || content.direction !== 'received' || this.#watches.size === 0) return
    const { data, toBeJson = false } = content
    if (typeof data === 'string') this.#context.matching.look({ text: data, toBeJson }, [...this.#watches])
    else for (const watch of this.#watches) if (watch.match.type === 'any') watch.onFound('', [])
  }

  /** Starts a sequence; one that runs goes on. */
  run({ sequence, messages }: Order & { type: 'run' }): void {
    if (this.#runs.get(sequence.id)?.progress.state === 'running') return
    const { clock, bufferedAmount, note, onProgress } = this.#context
    const run = new SequenceRun(sequence, {
      ...{ clock, bufferedAmount, onProgress },
      send: (written, name) => this.#send(written, name),
      saved: (messageId): SavedMessage | undefined => messages.find(({ id }) => id === messageId),
      watch: (match, onFound) => this.#watch(match, onFound, (message) => note('sequence', message)),
      note: (message) => note('sequence', message),
    })
    this.#runs.set(sequence.id, run)
    void run.run()
  }

  halt(sequenceId: string): void {
    this.#runs.get(sequenceId)?.stop()
  }

  #watch(match: Match, onFound: () => void, onFault: (message: string) => void): () => void {
    const watch: Watch = {
      match,
      onFound,
      onStopped: () => onFault('Looking for the message that a sequence waits for took longer than 1 s.'),
    }
    this.#watches.add(watch)
    return () => this.#watches.delete(watch)
  }

  /** @returns whether it was sent; why not is in the log */
  #send(written: Written, name: string, variables = none): boolean {
    const composed = compose(written, this.#source(variables), this.#automation?.minify ?? true)
    if (composed.ok) return this.#context.send(composed.value).ok
    this.#context.note('send-refused', `${name} was not sent: ${composed.refusal.message}`)
    return false
  }

  #fill(text: string, variables: ReadonlyMap<string, string>): string {
    const filled = substitute(text, this.#source(variables))
    return filled.ok ? filled.value : text
  }

  #source(variables: ReadonlyMap<string, string>): VariableSource {
    const values = new Map([...(this.#automation?.variables ?? []), ...this.#set, ...variables])
    return variableSource(values, this.#context.builtIns, this.#automation?.environment)
  }
}
