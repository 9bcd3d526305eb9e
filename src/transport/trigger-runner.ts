import type { Written } from '../core/compose.ts'
import type { LogContent, MessageContent } from '../core/log-entry.ts'
import { type Result, unreachable } from '../core/result.ts'
import { eventOf, matchVariables, type Trigger } from '../core/trigger.ts'
import type { Clock } from '../log/clock.ts'
import { matchMessageOf } from './match-protocol.ts'
import type { Matching, Watch } from './matching.ts'

export interface TriggerContext {
  readonly clock: Clock
  readonly matching: Pick<Matching, 'look'>
  saved(messageId: string): (Written & { readonly name: string }) | undefined
  send(written: Written, name: string, variables: ReadonlyMap<string, string>): boolean
  /** Puts variables into a text; a name that is not known stays as it is. */
  fill(text: string, variables: ReadonlyMap<string, string>): string
  /** The same, and refuses names that are not known. */
  valueOf(text: string, variables: ReadonlyMap<string, string>): Result<string>
  notify(title: string, text: string): void
  pause(): void
  setVariable(name: string, value: string): void
  note(message: string): void
}

interface Armed {
  readonly trigger: Trigger
  readonly watch: Watch
  /** When it has happened within the last second. */
  readonly times: number[]
  isStopped: boolean
}

/** As many UTF-16 units as a person may write. */
const mostValue = 1_048_576
/** UTF-16 units; a notification shows less. */
const mostTold = 1000

/** Milliseconds for which messages are counted that are not looked at. */
const tellMissedAfter = 1000

/** Does what triggers ask for when what they wait for happens. */
export class TriggerRunner {
  readonly #context: TriggerContext
  #armed: readonly Armed[] = []
  #missed = 0

  constructor(context: TriggerContext) {
    this.#context = context
  }

  /** Puts triggers in place of those before. One that was stopped stays so unless it was changed. */
  arm(triggers: readonly Trigger[]): void {
    const before = new Map(this.#armed.map((armed) => [JSON.stringify(armed.trigger), armed]))
    // What is highlighted is found when a log is looked at.
    const active = triggers.filter(({ enabled, action }) => enabled && action.type !== 'highlight')
    this.#armed = active.map((trigger) => before.get(JSON.stringify(trigger)) ?? this.#arm(trigger))
  }

  /** Takes in what is logged. */
  onLogged(content: LogContent): void {
    const event = eventOf(content)
    if (event === undefined) return
    const waiting = this.#armed.filter(({ trigger, isStopped }) => !isStopped && trigger.on === event)
    if (waiting.length === 0) return
    if (content.type === 'message') this.#look(content, waiting)
    else for (const armed of waiting) this.#happen(armed, [event])
  }

  #look(content: MessageContent, waiting: readonly Armed[]): void {
    const watches = waiting.map(({ watch }) => watch)
    if (!this.#context.matching.look(matchMessageOf(content), watches)) this.#miss()
  }

  #miss(): void {
    this.#missed += 1
    if (this.#missed === 1) this.#context.clock.after(tellMissedAfter, () => this.#tellMissed())
  }

  #tellMissed(): void {
    this.#context.note(`Messages that triggers did not look at, as they came too fast: ${this.#missed}.`)
    this.#missed = 0
  }

  #arm(trigger: Trigger): Armed {
    const armed: Armed = {
      trigger,
      times: [],
      isStopped: false,
      watch: {
        match: trigger.match,
        onFound: (message, groups) => this.#happen(armed, [message, ...groups]),
        onStopped: () => this.#stop(armed, 'looking for it took longer than 1 s'),
      },
    }
    return armed
  }

  #happen(armed: Armed, found: readonly string[]): void {
    if (armed.isStopped || !this.#armed.includes(armed)) return
    const now = this.#context.clock.now()
    const { mostPerSecond } = armed.trigger
    while ((armed.times[0] ?? now) <= now - 1000) armed.times.shift()
    armed.times.push(now)
    if (armed.times.length > mostPerSecond) {
      this.#stop(armed, `it happened more than ${mostPerSecond} times within a second; it may answer its own answers`)
    } else this.#act(armed.trigger, found)
  }

  #stop(armed: Armed, why: string): void {
    armed.isStopped = true
    this.#context.note(`Trigger “${armed.trigger.name}” was stopped: ${why}.`)
  }

  #act({ name, action }: Trigger, found: readonly string[]): void {
    const { fill, notify, note, pause } = this.#context
    const variables = matchVariables(found)
    switch (action.type) {
      case 'notify':
        notify(name, fill(action.text, variables).slice(0, mostTold))
        break
      case 'answer':
        this.#answer(name, action.messageId, variables)
        break
      case 'pause':
        note(`Trigger “${name}” paused the log.`)
        pause()
        break
      case 'set-variable':
        this.#set(name, action.name, this.#context.valueOf(action.value, variables))
        break
      case 'highlight':
        break
      default:
        unreachable(action)
    }
  }

  #set(name: string, variable: string, given: Result<string>): void {
    const { note, setVariable } = this.#context
    if (!given.ok) {
      note(`Trigger “${name}” did not set the variable “${variable}”: ${given.refusal.message}`)
      return
    }
    const { value } = given
    if (value.length > mostValue) {
      note(
        `Trigger “${name}” did not set the variable “${variable}”: ${value.length} characters are too many for a variable.`,
      )
      return
    }
    note(`Trigger “${name}” set the variable “${variable}”.`)
    setVariable(variable, value)
  }

  #answer(name: string, messageId: string, variables: ReadonlyMap<string, string>): void {
    const saved = this.#context.saved(messageId)
    if (saved) this.#context.send(saved, `The answer of trigger “${name}”`, variables)
    else this.#context.note(`Trigger “${name}” has no answer: its message was deleted.`)
  }
}
