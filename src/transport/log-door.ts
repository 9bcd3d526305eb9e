import type { LogContent } from '../core/log-entry.ts'
import { belongs, keepAll, type LogRules } from '../core/log-rules.ts'
import type { Bounds } from '../log/log-bounds.ts'

export interface LogDoorContext {
  append(logId: string, content: LogContent, at: number): void
  /** What a log may hold from now on. */
  bound(logId: string, bounds: Bounds): void
}

/** Lets into each log what its rules want kept. */
export class LogDoor {
  readonly #context: LogDoorContext
  readonly #rules = new Map<string, LogRules>()

  constructor(context: LogDoorContext) {
    this.#context = context
  }

  hold(logId: string, rules: LogRules): void {
    this.#rules.set(logId, rules)
    this.#context.bound(logId, rules)
  }

  /** @param at epoch milliseconds */
  append(logId: string, content: LogContent, at: number): void {
    const { detail } = this.#rules.get(logId) ?? keepAll
    if (belongs(detail, content)) this.#context.append(logId, content, at)
  }
}
