import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Session } from '../../shared/session.ts'
import { type KnownVariable, knownVariables } from '../../shared/variables.ts'

/** Which environment holds, and what it makes known. */
export interface EnvironmentControl {
  /** What `{{name}}` can refer to now, by name. */
  readonly known: ReadonlySignal<ReadonlyMap<string, KnownVariable>>
  /** Whether the dialog in which they are edited is open. */
  readonly isEditing: Signal<boolean>
  /** For the editor, which asks for secrets by itself. */
  readonly session: Session
  /** @param environmentId `null` for none */
  choose(environmentId: string | null): Promise<void>
  /** Takes back what a trigger has set. */
  forget(name: string): Promise<void>
}

export function createEnvironmentControl(session: Session): EnvironmentControl {
  return {
    known: computed(() => knownVariables(session.mirror.environments.value)),
    isEditing: signal(false),
    session,
    async choose(environmentId) {
      // One that is gone meanwhile is not in the list any more either: there is nothing to say.
      await session.call('environment.choose', { environmentId })
    },
    async forget(name) {
      await session.call('variable.forget', { name })
    },
  }
}
