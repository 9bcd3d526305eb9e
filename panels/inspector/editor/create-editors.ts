import { effect, untracked } from '@preact/signals'
import { adoptStyles } from './adopt-styles.ts'
import type { CreateEditor, EditorContext } from './editor.ts'
import { type Kept, MessageView } from './message-view.ts'

/** The entry of the editor's chunk. What was changed can be undone also after another profile was looked at. */
export function createEditors(context: EditorContext): CreateEditor {
  const { composer, profileId, known } = context
  const kept: Kept = new Map()
  adoptStyles(document)
  return (place) => {
    const view = new MessageView({ ...context, ...place, kept })
    const stops = [
      watch(
        () => [profileId.value, composer.draft.current.value] as const,
        ([id, draft]) => view.show(id, draft),
      ),
      watch(
        () => [composer.fault.value, composer.misfits.value] as const,
        ([fault, misfits]) => view.mark(fault, misfits),
      ),
      watch(
        () => [known.value, composer.isFaulty.value],
        () => view.refresh(),
      ),
    ]
    view.takeOver(place)
    return {
      focus: () => view.focus(),
      dispose() {
        for (const stop of stops) stop()
        view.dispose()
      },
    }
  }
}

/** Acts on what is read, now and whenever it is another; what acting reads does not count. */
function watch<T>(read: () => T, act: (value: T) => void): () => void {
  return effect(() => {
    const value = read()
    untracked(() => act(value))
  })
}
