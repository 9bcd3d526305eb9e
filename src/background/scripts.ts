import * as v from 'valibot'
import type { Profile } from '../core/profile.ts'
import { ok, type Result } from '../core/result.ts'
import { emptyScript, type Script } from '../core/script.ts'
import { type StorageItem, storageItem } from '../platform/storage.ts'
import { scriptParts } from '../wire/script.ts'

export interface ScriptsContext {
  profile(profileId: string): Result<Profile, 'unknown-profile'>
  onScript(profileId: string): void
}

/** The one owner of the profiles' scripts, each kept in `storage.local` by itself. */
export class Scripts {
  readonly #context: ScriptsContext
  #reading: Promise<unknown> = Promise.resolve()

  constructor(context: ScriptsContext) {
    this.#context = context
  }

  async read(profileId: string): Promise<Result<Script>> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return found
    // Whoever changes it and then uses it means what it was changed to.
    await this.#reading
    return ok(await readScript(profileId))
  }

  /** Puts the given parts in place of those before. */
  async write(profileId: string, change: Partial<Script>): Promise<Result<null>> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return found
    // One after the other, as two views may write different parts at the same time. What is read is what was written last, also where
    // that is not on disk yet; so views are told before, too: a list that is changed in one of them is to be the latest.
    const begun = this.#reading.then(async () => {
      const script = { ...(await readScript(profileId)), ...change }
      return { stored: itemOf(profileId).write(script) }
    })
    this.#reading = begun.catch(() => undefined)
    const { stored } = await begun
    this.#context.onScript(profileId)
    await stored
    return ok(null)
  }
}

export function scriptKey(profileId: string): string {
  return `script/${profileId}`
}

/** Part by part: one that cannot be read, because it was edited by hand, must not cost the others. */
export async function readScript(profileId: string): Promise<Script> {
  const stored: object = Object(await itemOf(profileId).read())
  const parts = Object.entries(scriptParts).flatMap(([name, schema]) => {
    const part = v.safeParse(schema, Reflect.get(stored, name))
    return part.success ? [[name, part.output]] : []
  })
  return { ...emptyScript, ...Object.fromEntries(parts) }
}

/** It stays when the profile is deleted, so that undo brings it back. */
function itemOf(profileId: string): StorageItem {
  return storageItem('local', scriptKey(profileId))
}
