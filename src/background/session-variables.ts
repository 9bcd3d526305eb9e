import * as v from 'valibot'
import { startItems } from './start-items.ts'

const stored = startItems.variables
const storedSchema = v.object({ counter: v.number(), set: v.record(v.string(), v.record(v.string(), v.string())) })

/** Where no environment is chosen, values are set all the same. */
const nowhere = ''

/**
 * What is true of variables until the browser is closed: how far `$counter` has come, and what triggers have set. A
 * value belongs to the environment it was set in, so that a token of one server never goes to another.
 */
export class SessionVariables {
  #counter = 0
  #set: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map()
  #writing = Promise.resolve()

  async load(): Promise<void> {
    const read = v.safeParse(storedSchema, await stored.read())
    if (!read.success) return
    this.#counter = read.output.counter
    const entries = Object.entries(read.output.set)
    this.#set = new Map(entries.map(([environmentId, values]) => [environmentId, new Map(Object.entries(values))]))
  }

  /** The values set in an environment, by name. */
  in(environmentId: string | null): ReadonlyMap<string, string> {
    return this.#set.get(environmentId ?? nowhere) ?? new Map()
  }

  set(environmentId: string | null, name: string, value: string): Promise<void> {
    return this.#put(environmentId, new Map(this.in(environmentId)).set(name, value))
  }

  /** Forgets what was set for which there is something newer. */
  forget(environmentId: string | null, isForgotten: (name: string) => boolean): Promise<void> {
    return this.#put(environmentId, new Map([...this.in(environmentId)].filter(([name]) => !isForgotten(name))))
  }

  /** What the next use of `$counter` is to be. */
  nextCount(): number {
    return this.#counter + 1
  }

  /** Counts a use of `$counter`. */
  count(): number {
    this.#counter += 1
    void this.#save()
    return this.#counter
  }

  #put(environmentId: string | null, values: ReadonlyMap<string, string>): Promise<void> {
    this.#set = new Map(this.#set).set(environmentId ?? nowhere, values)
    return this.#save()
  }

  /** One write after the other, each with what is true when its turn comes. */
  #save(): Promise<void> {
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(() => stored.write({ counter: this.#counter, set: asRecord(this.#set) }))
    return this.#writing
  }
}

function asRecord(set: ReadonlyMap<string, ReadonlyMap<string, string>>) {
  return Object.fromEntries([...set].map(([environmentId, values]) => [environmentId, Object.fromEntries(values)]))
}
