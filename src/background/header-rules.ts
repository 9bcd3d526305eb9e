import type { HeaderOperation } from '../core/headers.ts'
import { removeHeaderRule, setHeaderRule } from '../platform/header-rule.ts'

/** When a rule has done its work: Chromium reads rules when it creates the request, Firefox some time after. */
export type RuleLife = 'until-created' | 'until-settled'

interface Turn {
  readonly url: string
  readonly ruleId: number | undefined
  readonly end: () => void
  /** When it began, in epoch milliseconds. */
  readonly since: number
  isCreated: boolean
  /** Set when the handshake has ended before the browser told of its request. */
  patience?: ReturnType<typeof setTimeout>
}

/**
 * How long the browser may take to tell of a request whose handshake has ended, in milliseconds. Firefox tells of it
 * up to some hundred late when there is much to do; of one that it never made it tells nothing.
 */
const late = 2000

/**
 * Header rules know a URL, not a connection, so handshakes to one URL take turns: the rule is set, the handshake
 * ordered, and the next turn begins when the rule has done its work and is gone.
 */
export class HeaderRules {
  readonly #life: RuleLife
  readonly #ready: () => Promise<void>
  /** The end of the last turn of each URL, whether with TLS or without. */
  readonly #queues = new Map<string, Promise<void>>()
  readonly #turns = new Map<string, Turn>()
  #lastId = 0

  /** @param ready resolves when the rules of an earlier run of the background, which may have ended at any moment, are gone */
  constructor(life: RuleLife, ready: () => Promise<void>) {
    this.#life = life
    this.#ready = ready
  }

  /**
   * Waits for a turn at the URL and sets the rule. The turn must be ended by `settled`, or by `created` where that is enough.
   * Rejects when the browser does not take the rule.
   * @param isWanted whether the handshake is still to be made: one that was given up must not take a turn from a later one
   * @returns whether the turn has come
   */
  async begin(
    connectionId: string,
    url: string,
    headers: readonly HeaderOperation[],
    isWanted: () => boolean,
  ): Promise<boolean> {
    // Firefox may take one to TLS, and its rule goes along.
    const queue = url.replace('wss:', 'ws:')
    const before = this.#queues.get(queue)
    // Nobody waits any more for what the browser tells of this connection's handshake at another URL.
    if (this.#turns.get(connectionId)?.url !== url) this.#end(connectionId)
    // It makes one at a time: of the one before, which may have been lost on its way to the transport, nobody tells the end.
    this.settled(connectionId)
    let end = () => {}
    const turn = new Promise<void>((resolve) => {
      end = resolve
    })
    this.#queues.set(queue, turn)
    void turn.then(() => this.#queues.get(queue) === turn && this.#queues.delete(queue))
    await before
    const ruleId = headers.length > 0 || this.#life === 'until-settled' ? ++this.#lastId : undefined
    const own = { url, ruleId, end, since: Date.now(), isCreated: false }
    let goes = false
    try {
      await this.#ready()
      if (isWanted()) {
        this.#turns.set(connectionId, own)
        if (ruleId !== undefined) await setHeaderRule(ruleId, url, headers)
        goes = isWanted()
      }
    } finally {
      if (!goes && this.#turns.get(connectionId) === own) this.#end(connectionId)
      else if (!goes) end()
    }
    return goes
  }

  /**
   * The connection whose turn it was at a URL.
   * @param time epoch milliseconds; what the browser tells late must not take its rule from the handshake after it
   */
  at(url: string, time: number): string | undefined {
    return [...this.#turns].find(([, turn]) => turn.url === url && turn.since <= time)?.[0]
  }

  /** The browser has created the request. */
  created(connectionId: string): void {
    const turn = this.#turns.get(connectionId)
    if (!turn) return
    turn.isCreated = true
    if (this.#life === 'until-created' || turn.patience) this.#end(connectionId)
  }

  /**
   * The handshake has come to an end, one way or the other. Its rule goes at once; its turn ends when the browser has
   * told of the request as well, which nothing else connects with it.
   */
  settled(connectionId: string): void {
    const turn = this.#turns.get(connectionId)
    if (!turn || turn.patience) return
    if (turn.isCreated) {
      this.#end(connectionId)
    } else {
      void removeRule(turn)
      turn.patience = setTimeout(() => this.#end(connectionId), late)
    }
  }

  #end(connectionId: string): void {
    const turn = this.#turns.get(connectionId)
    if (!turn) return
    this.#turns.delete(connectionId)
    clearTimeout(turn.patience)
    void removeRule(turn).finally(turn.end)
  }
}

function removeRule({ ruleId }: Turn): Promise<void> {
  return ruleId === undefined ? Promise.resolve() : removeHeaderRule(ruleId)
}
