import { type Result, refuse } from '../core/result.ts'

/** Orders whose carrying out is waited for. */
export class Acknowledgements {
  readonly #newId: () => string
  readonly #awaited = new Map<string, (result: Result<null>) => void>()

  constructor(newId: () => string) {
    this.#newId = newId
  }

  /** Gives an order under a new id; resolves with what the transport answers to that id. */
  ask(order: (id: string) => void): Promise<Result<null>> {
    const id = this.#newId()
    const answered = new Promise<Result<null>>((settle) => this.#awaited.set(id, settle))
    order(id)
    return answered
  }

  answered(id: string, result: Result<null>): void {
    this.#awaited.get(id)?.(result)
    this.#awaited.delete(id)
  }

  /** The transport is a new one: what was under way is lost. */
  lost(): void {
    for (const id of this.#awaited.keys()) this.answered(id, refuse('failed', 'The connection was lost.'))
  }
}
