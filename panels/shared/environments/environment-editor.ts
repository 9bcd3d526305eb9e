import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Environment, Variable } from '../../../src/core/environment.ts'
import type { Refusal, Result } from '../../../src/core/result.ts'
import type { CommandReply } from '../../../src/wire/commands.ts'
import type { Change } from '../change.ts'
import { debounce } from '../debounce.ts'
import type { Session } from '../session.ts'
import { t } from '../text.ts'
import { withEntry } from '../with-entry.ts'

export type EnvironmentChange = Partial<Omit<Environment, 'id'>>

/** The environments as they are edited. They hold secrets: they are asked for, never told unasked. */
export interface EnvironmentEditor {
  /** As they stand in the form; absent until the background has told. */
  readonly environments: ReadonlySignal<readonly Environment[] | undefined>
  readonly selected: ReadonlySignal<Environment | undefined>
  /** The one whose variables hold. */
  readonly activeId: ReadonlySignal<string | null>
  readonly deleted: ReadonlySignal<CommandReply<'environment.delete'> | undefined>
  readonly refusal: ReadonlySignal<Refusal | undefined>
  select(id: string): void
  /** Brings the selected one into use, or takes it out. */
  use(isUsed: boolean): Promise<void>
  create(variables?: readonly Variable[], name?: string): Promise<void>
  duplicate(): Promise<void>
  edit(change: EnvironmentChange): void
  /** Changes the variables of the selected one. */
  readonly changeVariables: Change<readonly Variable[]>
  remove(): Promise<void>
  undo(): Promise<void>
  dismiss(): void
  /** Tells the background now what it has not been told. */
  flush(): Promise<void>
  /** Ends the editing; nothing is read any more. */
  end(): void
}

export function createEnvironmentEditor({ mirror, call }: Session): EnvironmentEditor {
  const stored = signal<readonly Environment[] | undefined>()
  const selectedId = signal<string | null>(mirror.environments.peek().activeId)
  /** What the background has not taken yet, by environment: what it refused stays in the form, and is given once more. */
  const pending = signal<ReadonlyMap<string, EnvironmentChange>>(new Map())
  const allDeleted = signal<readonly CommandReply<'environment.delete'>[]>([])
  const refusal = signal<Refusal | undefined>()

  const environments = computed(() => stored.value?.map((one) => ({ ...one, ...pending.value.get(one.id) })))
  const selected = computed(() => {
    const all = environments.value ?? []
    return all.find(({ id }) => id === selectedId.value) ?? all[0]
  })

  /** @returns the value, or nothing when it was refused, which the form then says */
  const given = <T>(result: Result<T>): T | undefined => {
    refusal.value = result.ok ? undefined : result.refusal
    return result.ok ? result.value : undefined
  }

  const read = async () => {
    const told = await call('environments.read', {})
    // What was refused before stays told: everything that is changed is followed by a reading.
    if (told.ok) stored.value = told.value
    else refusal.value = told.refusal
  }

  const tell = async ([environmentId, change]: readonly [string, EnvironmentChange]) => ({
    ...{ environmentId, change },
    told: await call('environment.update', { environmentId, change }),
  })

  const writing = debounce(async () => {
    const refused: Refusal[] = []
    const answers = await Promise.all([...pending.peek()].map(tell))
    for (const { told } of answers) if (!told.ok) refused.push(told.refusal)
    refusal.value = refused[0]
    await read()
    for (const { environmentId, change, told } of answers) {
      const isSettled = told.ok || told.refusal.code === 'unknown-environment'
      if (isSettled && pending.peek().get(environmentId) === change)
        pending.value = withEntry(pending.peek(), environmentId, undefined)
    }
  })
  const { soon } = writing
  const flush = () => {
    if (pending.peek().size > 0) soon()
    return writing.flush()
  }

  const end = effect(() => {
    // Whatever changes the environments, here or elsewhere, is a reason to read them again.
    if (mirror.environments.value) void read()
  })

  const edit = (change: EnvironmentChange) => {
    const environmentId = selected.peek()?.id
    if (environmentId === undefined) return
    pending.value = withEntry(pending.peek(), environmentId, { ...pending.peek().get(environmentId), ...change })
    soon()
  }

  const add = async (name: string, variables: readonly Variable[]) => {
    await flush()
    const isFirst = mirror.environments.peek().list.length === 0
    const created = given(await call('environment.create', { name, variables }))
    if (!created) return
    // Who makes the first one wants to use it.
    if (isFirst) given(await call('environment.choose', created))
    await read()
    selectedId.value = created.environmentId
  }

  return {
    environments,
    selected,
    activeId: computed(() => mirror.environments.value.activeId),
    deleted: computed(() => allDeleted.value.at(-1)),
    refusal,
    select(id) {
      void flush()
      selectedId.value = id
    },
    async use(isUsed) {
      const environmentId = isUsed ? (selected.peek()?.id ?? null) : null
      given(await call('environment.choose', { environmentId }))
    },
    create: (variables = [], name = '') => add(name, variables),
    async duplicate() {
      const original = selected.peek()
      if (original) await add(t('copyOf', original.name || t('unnamedEnvironment')), original.variables)
    },
    edit,
    changeVariables: (next) => edit({ variables: next(selected.peek()?.variables ?? []) }),
    async remove() {
      const environmentId = selected.peek()?.id
      if (environmentId === undefined) return
      await flush()
      const deleted = given(await call('environment.delete', { environmentId }))
      if (deleted) allDeleted.value = [...allDeleted.peek(), deleted]
    },
    async undo() {
      const before = allDeleted.peek().at(-1)
      if (!before) return
      allDeleted.value = allDeleted.peek().slice(0, -1)
      const { id } = before.environment
      // It may be there although no answer came.
      const isThere = mirror.environments.peek().list.some((one) => one.id === id)
      if (isThere || given(await call('environment.restore', before)) !== undefined) selectedId.value = id
      else allDeleted.value = [...allDeleted.peek(), before]
    },
    dismiss() {
      allDeleted.value = []
    },
    flush,
    end,
  }
}
