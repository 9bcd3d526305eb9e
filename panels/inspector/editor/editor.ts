import type { ReadonlySignal } from '@preact/signals'
import type { KnownVariable } from '../../shared/variables.ts'
import type { Composer } from '../model/composer.ts'

// What the panel knows of the editor without loading it.

/** What the editor stands on. */
export interface EditorContext {
  readonly composer: Composer
  /** Whose message it is: each profile has a history of changes of its own. */
  readonly profileId: ReadonlySignal<string | undefined>
  /** What `{{name}}` can refer to now. */
  readonly known: ReadonlySignal<ReadonlyMap<string, KnownVariable>>
}

/** Where the editor goes, and what it takes over from the field before it. */
export interface EditorPlace {
  readonly parent: HTMLElement
  /** The id of the element that says what is wrong with the message. */
  readonly describedBy: string
  readonly selection: { readonly anchor: number; readonly head: number }
  /** In pixels. */
  readonly scrollTop: number
}

export interface Editor {
  focus(): void
  dispose(): void
}

export type CreateEditor = (place: EditorPlace) => Editor
