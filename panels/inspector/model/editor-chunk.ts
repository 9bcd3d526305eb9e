import { type ReadonlySignal, signal } from '@preact/signals'
import type { CreateEditor } from '../editor/editor.ts'

/** The editor of messages, which is loaded when somebody comes to write one. */
export interface EditorChunk {
  /** Undefined until it is there; the plain field does until then, and for good should it not come. */
  readonly create: ReadonlySignal<CreateEditor | undefined>
  /** Somebody comes to the field. */
  load(): void
}

export function createEditorChunk(load: () => Promise<CreateEditor>): EditorChunk {
  const create = signal<CreateEditor | undefined>()
  let isLoading = false
  return {
    create,
    load() {
      if (isLoading) return
      isLoading = true
      load().then(
        (loaded) => {
          create.value = loaded
        },
        () => {
          // Next time it may come.
          isLoading = false
        },
      )
    },
  }
}
