import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import { LatestWrite } from './latest-write.ts'
import { startItems } from './start-items.ts'

const stored = startItems.variables
/** Rows, as a variable may have the name of what every object has. Where no environment is chosen, values are set all the same. */
const setVariables = v.array(v.object({ environmentId: v.nullable(v.string()), name: v.string(), value: v.string() }))
const storedSchema = v.object({ counter: v.number(), set: setVariables })
type Stored = v.InferOutput<typeof storedSchema>

/**
 * What is true of variables until the browser is closed: how far `$counter` has come, and what triggers have set. A
 * value belongs to the environment it was set in, so that a token of one server never goes to another.
 */
export class SessionVariables {
  #stored: Stored = { counter: 0, set: [] }
  readonly #writing = new LatestWrite(() => stored.write(this.#stored))

  async load(): Promise<void> {
    this.#stored = shaped(storedSchema, await stored.read()) ?? this.#stored
  }

  /** The values set in an environment, by name. */
  in(environmentId: string | null): ReadonlyMap<string, string> {
    const own = this.#stored.set.filter((one) => one.environmentId === environmentId)
    return new Map(own.map(({ name, value }) => [name, value]))
  }

  set(environmentId: string | null, name: string, value: string): Promise<void> {
    const others = this.#stored.set.filter((one) => one.environmentId !== environmentId)
    const own = new Map(this.in(environmentId)).set(name, value)
    return this.#save({ set: [...others, ...[...own].map(([name, value]) => ({ environmentId, name, value }))] })
  }

  /** Forgets what was set for which there is something newer. */
  forget(environmentId: string | null, isForgotten: (name: string) => boolean): Promise<void> {
    const isKept = (one: Stored['set'][number]) => one.environmentId !== environmentId || !isForgotten(one.name)
    return this.#save({ set: this.#stored.set.filter(isKept) })
  }

  /** How far `$counter` has come. */
  get counted(): number {
    return this.#stored.counter
  }

  /** Never back: the transport counts, too, and what has gone out there does not go out again. */
  set counted(counter: number) {
    if (counter > this.counted) void this.#save({ counter })
  }

  #save(change: Partial<Stored>): Promise<void> {
    this.#stored = { ...this.#stored, ...change }
    return this.#writing.save()
  }
}
