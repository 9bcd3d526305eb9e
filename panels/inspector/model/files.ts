import { type Signal, signal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import { type Adding, createAdding } from '../../shared/files/adding.ts'
import type { Session } from '../../shared/session.ts'
import type { Selection } from './selection.ts'

/** Profiles that come from files and go into them. Formats are loaded with the dialogs that need them. */
export interface Files extends Adding {
  /** The dialog that is open. */
  readonly dialog: Signal<'import' | 'page' | 'export' | undefined>
  readonly deleteRecording: (recordingId: string) => void
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
  const adding = createAdding({ call, mirror, onAdded, onRefusal: report })
  return {
    ...adding,
    // Rules are restored in the options only.
    add: ({ profiles, environments }) => adding.add({ profiles, environments }),
    dialog: signal(),
    deleteRecording: (recordingId) =>
      void call('recording.delete', { recordingId }).then((deleted) => {
        if (!deleted.ok) report(deleted.refusal)
      }),
  }
}
