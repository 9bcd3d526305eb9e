import { shaped } from '../core/bounds.ts'
import { type EmptyFolder, emptyAfter, type FolderPath, withoutFilled } from '../core/folders.ts'
import type { Profile } from '../core/profile.ts'
import { emptyFoldersSchema } from '../wire/commands.ts'
import { startItems } from './start-items.ts'

const stored = startItems.folders

/** The one owner of the folders in which there is no profile; the others are where their profiles are. */
export class Folders {
  readonly #onChange: (empty: readonly EmptyFolder[]) => void
  #empty: readonly EmptyFolder[] = []

  constructor(onChange: (empty: readonly EmptyFolder[]) => void) {
    this.#onChange = onChange
  }

  async load(profiles: readonly Profile[]): Promise<void> {
    this.#empty = withoutFilled(shaped(emptyFoldersSchema, await stored.read()) ?? [], profiles)
  }

  list(): readonly EmptyFolder[] {
    return this.#empty
  }

  /** Puts others in place of those before. */
  async set(empty: readonly EmptyFolder[], profiles: readonly Profile[]): Promise<void> {
    const next = withoutFilled(empty, profiles)
    if (JSON.stringify(next) === JSON.stringify(this.#empty)) return
    this.#empty = next
    this.#onChange(next)
    await stored.write(next)
  }

  /**
   * The list of profiles is another: folders stay where they are, also those that have lost their last profile.
   * @param gone those that do not
   */
  follow(before: readonly Profile[], after: readonly Profile[], gone: readonly FolderPath[] = []): Promise<void> {
    return this.set(emptyAfter(this.#empty, before, after, gone), after)
  }
}
