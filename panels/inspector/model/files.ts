import { computed, type Signal, signal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import type { Adding } from '../../shared/files/adding.ts'
import type { Session } from '../../shared/session.ts'
import type { Selection } from './selection.ts'

/** Profiles that come from files and go into them. Formats are loaded with the dialogs that need them. */
export interface Files extends Adding {
  /** The dialog that is open. */
  readonly dialog: Signal<'import' | 'page' | 'export' | undefined>
  /** Files that were dropped beside it, until it reads them. */
  readonly dropped: Signal<Promise<readonly File[]> | undefined>
}

export function createFiles(
  { call, mirror }: Pick<Session, 'call' | 'mirror'>,
  selection: Selection,
  onRefusal: (profileId: string, refusal: Refusal) => void,
): Files {
  const report = (refusal: Refusal) => onRefusal(selection.profileId.peek() ?? '', refusal)
  const onAdded = ([first]: readonly string[]) => {
    if (first !== undefined) selection.select(first)
  }
  // Loaded when something is added.
  const adding = signal<Adding | undefined>()
  const load = async () => {
    const { createAdding } = await import('../../shared/files/adding.ts')
    adding.value ??= createAdding({ call, mirror, onAdded, onRefusal: report })
    return adding.value
  }
  return {
    added: computed(() => adding.value?.added.value),
    progress: computed(() => adding.value?.progress.value),
    offer: {
      hold: () => adding.peek()?.offer.hold(),
      release: () => adding.peek()?.offer.release(),
      dismiss: () => adding.peek()?.offer.dismiss(),
      undo: async () => adding.peek()?.offer.undo(),
    },
    // Rules are restored in the options only.
    add: async ({ rules: _, ...additions }) => (await load()).add(additions),
    cancel: () => adding.peek()?.cancel(),
    dialog: signal(),
    dropped: signal(),
  }
}
