import type { HeaderOperation } from '../core/headers.ts'
import { removeHeaderRule, setHeaderRule, sweepHeaderRules } from '../platform/header-rule.ts'

/** When a rule has done its work: Chromium reads rules when it creates the request, Firefox some time after. */
export type RuleLife = 'until-created' | 'until-settled'

interface Turn {
  readonly url: string
  readonly ruleId: number | undefined
  readonly end: () => void
}

/**
 * Header rules know a URL, not a connection, so handshakes to one URL take turns: the rule is set, the handshake
 * ordered, and the next turn begins when the rule has done its work and is gone.
 */
export class HeaderRules {
  readonly #life: RuleLife
  /** The end of the last turn of each URL. */
  readonly #queues = new Map<string, Promise<void>>()
  readonly #turns = new Map<string, Turn>()
  #lastId = 0

  constructor(life: RuleLife) {
    this.#life = life
  }

  /** Removes the rules of an earlier run of the background, which may have ended at any moment. */
  sweep(): Promise<void> {
    return sweepHeaderRules()
  }

  /**
   * Waits for a turn at the URL and sets the rule. The turn must be ended by `created`, `settled` or `cancel`.
   * Rejects when the browser does not take the rule.
   */
  async begin(connectionId: string, url: string, headers: readonly HeaderOperation[]): Promise<void> {
    const before = this.#queues.get(url)
    let end = () => {}
    const turn = new Promise<void>((resolve) => {
      end = resolve
    })
    this.#queues.set(url, turn)
    void turn.then(() => this.#queues.get(url) === turn && this.#queues.delete(url))
    await before
    const ruleId = headers.length > 0 || this.#life === 'until-settled' ? ++this.#lastId : undefined
    this.#turns.set(connectionId, { url, ruleId, end })
    if (ruleId === undefined) return
    try {
      await setHeaderRule(ruleId, url, headers)
    } catch (error) {
      this.#end(connectionId)
      throw error
    }
  }

  /** The connection whose turn it is at a URL. */
  at(url: string): string | undefined {
    return [...this.#turns].find(([, turn]) => turn.url === url)?.[0]
  }

  /** The browser has created the request. */
  created(connectionId: string): void {
    if (this.#life === 'until-created') this.#end(connectionId)
  }

  /** The handshake has come to an end, one way or the other. */
  settled(connectionId: string): void {
    this.#end(connectionId)
  }

  #end(connectionId: string): void {
    const turn = this.#turns.get(connectionId)
    if (!turn) return
    this.#turns.delete(connectionId)
    const gone = turn.ruleId === undefined ? Promise.resolve() : removeHeaderRule(turn.ruleId)
    void gone.finally(turn.end)
  }
}
