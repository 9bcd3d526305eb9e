import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import { type Environment, secretNames, type Variable, valuesOf } from '../core/environment.ts'
import { ok, type Refusal, type Result, refuse } from '../core/result.ts'
import { withoutValues } from '../core/secrets.ts'
import { type VariableSource, variableSource } from '../core/variables.ts'
import type { CommandReply } from '../wire/commands.ts'
import { environmentSchema } from '../wire/environment.ts'
import type { EnvironmentsView, VariableView } from '../wire/view.ts'
import { LatestWrite } from './latest-write.ts'
import type { SessionVariables } from './session-variables.ts'
import { startItems } from './start-items.ts'

const item = startItems.environments
const storedSchema = v.object({ environments: v.array(v.unknown()), activeId: v.nullable(v.string()) })

export interface EnvironmentsContext {
  /** Called after every change of what variables stand for. */
  onChange(environments: EnvironmentsView): void
  readonly session: SessionVariables
  now(): number
  random(): number
  newId(): string
}

/** What opening and sending ask of the environments. */
export type Variables = Pick<Environments, 'source' | 'preview' | 'withoutSecrets' | 'secretValues'>

type DeletedEnvironment = CommandReply<'environment.delete'>

/** The one owner of the environments, kept in `storage.local`, and of which one is chosen. */
export class Environments {
  readonly #context: EnvironmentsContext
  #environments: readonly Environment[] = []
  #activeId: string | null = null
  readonly #writing = new LatestWrite(() => item.write({ environments: this.#environments, activeId: this.#activeId }))

  constructor(context: EnvironmentsContext) {
    this.#context = context
  }

  async load(): Promise<void> {
    const [stored] = await Promise.all([item.read(), this.#context.session.load()])
    const read = shaped(storedSchema, stored)
    if (!read) return
    // One by one: an environment that cannot be read must not cost the others.
    const isEnvironment = (one: unknown): one is Environment => v.safeParse(environmentSchema, one).success
    this.#environments = read.environments.filter(isEnvironment)
    this.#activeId = this.#find(read.activeId)?.id ?? null
  }

  /** As views see them: without secret values. */
  view(): EnvironmentsView {
    const secrets = new Set(this.#active ? secretNames(this.#active) : [])
    const set = [...this.#context.session.in(this.#activeId)].map(([name, value]) =>
      seen({ name, value, enabled: true, secret: secrets.has(name) }),
    )
    const list = this.#environments.map(({ id, name, variables }) => ({ id, name, variables: variables.map(seen) }))
    return { list, activeId: this.#activeId, set }
  }

  /** With secret values, for who edits them. */
  read(): readonly Environment[] {
    return this.#environments
  }

  async create(given: Partial<Omit<Environment, 'id'>>): Promise<Result<{ environmentId: string }>> {
    const environment: Environment = { name: '', variables: [], ...given, id: this.#context.newId() }
    await this.#put([...this.#environments, environment])
    return ok({ environmentId: environment.id })
  }

  async update(environmentId: string, change: Partial<Omit<Environment, 'id'>>): Promise<Result<null>> {
    const before = this.#find(environmentId)
    if (!before) return unknown()
    const after = { ...before, ...change }
    const written = this.#put(this.#environments.map((one) => (one === before ? after : one)))
    // What a person writes holds, whatever a trigger has set before.
    const [old, now] = [valuesOf(before), valuesOf(after)]
    const forgotten = this.#context.session.forget(environmentId, (name) => old.get(name) !== now.get(name))
    this.#tell()
    await Promise.all([written, forgotten])
    return ok(null)
  }

  async remove(environmentId: string): Promise<Result<DeletedEnvironment>> {
    const environment = this.#find(environmentId)
    if (!environment) return unknown()
    const index = this.#environments.indexOf(environment)
    const wasActive = this.#activeId === environmentId
    if (wasActive) this.#activeId = null
    // What was set in it stays until the browser is closed, for who brings it back. That can be done also where nothing can
    // be stored now: it is with the next change.
    await this.#put(this.#environments.filter((one) => one !== environment)).catch(() => {})
    return ok({ environment, index, wasActive })
  }

  async restore({ environment, index, wasActive }: DeletedEnvironment): Promise<Result<null>> {
    if (this.#find(environment.id)) return refuse('invalid-arguments', 'It is already there.')
    if (wasActive && this.#activeId === null) this.#activeId = environment.id
    await this.#put(this.#environments.toSpliced(index, 0, environment))
    return ok(null)
  }

  /** @param environmentId `null` for none */
  async choose(environmentId: string | null): Promise<Result<null>> {
    if (environmentId !== null && !this.#find(environmentId)) return unknown()
    this.#activeId = environmentId
    await this.#put(this.#environments)
    return ok(null)
  }

  /** Sets a variable of the chosen environment until the browser is closed; what is stored stays as it is. */
  async set(name: string, value: string): Promise<void> {
    const written = this.#context.session.set(this.#activeId, name, value)
    this.#tell()
    await written
  }

  /** Forgets what was set in the chosen environment, so that its own values hold again. */
  async forget(name: string): Promise<Result<null>> {
    const written = this.#context.session.forget(this.#activeId, (one) => one === name)
    this.#tell()
    await written
    return ok(null)
  }

  /** All variables there are now, with their values, but not the built-in ones. */
  values(): ReadonlyMap<string, string> {
    return new Map([...(this.#active ? valuesOf(this.#active) : []), ...this.#context.session.in(this.#activeId)])
  }

  /** For what goes out: each use of `$counter` counts. */
  source(): VariableSource {
    return this.#source(() => ++this.#context.session.counted)
  }

  /** For what is only looked at: nothing is counted. */
  preview(): VariableSource {
    return this.#source(() => this.#context.session.counted + 1)
  }

  /** A refusal that may be kept and told to every view: it may quote what a variable stood for. */
  withoutSecrets(refusal: Refusal): Refusal {
    return { ...refusal, message: this.masked(refusal.message) }
  }

  /** A text that may be told to every view: it may contain what a variable stood for. */
  masked(text: string): string {
    return withoutValues(text, this.secretValues())
  }

  /** What secret variables stand for. */
  secretValues(): string[] {
    const secret = this.#active ? secretNames(this.#active) : new Set()
    return [...this.values()].flatMap(([name, value]) => (secret.has(name) && value !== '' ? [value] : []))
  }

  get #active(): Environment | undefined {
    return this.#find(this.#activeId)
  }

  #find(environmentId: string | null): Environment | undefined {
    return this.#environments.find(({ id }) => id === environmentId)
  }

  #source(count: () => number): VariableSource {
    const { now, random, newId } = this.#context
    return variableSource(this.values(), { now, random, uuid: newId, count }, this.#active?.name)
  }

  #put(environments: readonly Environment[]): Promise<void> {
    this.#environments = environments
    this.#tell()
    return this.#writing.save()
  }

  #tell(): void {
    this.#context.onChange(this.view())
  }
}

function seen({ name, value, enabled, secret }: Variable): VariableView {
  return secret ? { name, enabled, secret } : { name, enabled, secret, value }
}

function unknown() {
  return refuse('unknown-environment', 'This environment does not exist any more.')
}
