import { shaped } from '../core/bounds.ts'
import { present } from '../core/present.ts'
import type { Profile } from '../core/profile.ts'
import { ok, type Result } from '../core/result.ts'
import { emptyScript, type Script } from '../core/script.ts'
import { scriptParts } from '../wire/script.ts'
import { belonging } from './belonging.ts'

export interface ScriptsContext {
  profile(profileId: string): Result<Profile, 'unknown-profile'>
  onScript(profileId: string): void
}

/** Scripts can be as large as a person likes. */
const mostKnown = 20

/** The one owner of the profiles' scripts, each kept in `storage.local` by itself. */
export class Scripts {
  readonly #context: ScriptsContext
  /** Those used last. What is changed holds before it is on disk, which may be slow: for the next message, and for the next change. */
  readonly #known = new Map<string, Promise<Script>>()

  constructor(context: ScriptsContext) {
    this.#context = context
  }

  async read(profileId: string): Promise<Result<Script>> {
    const found = this.#context.profile(profileId)
    return found.ok ? ok(await this.#read(profileId)) : found
  }

  /** Puts the given parts in place of those before. */
  async write(profileId: string, change: Partial<Script>): Promise<Result<null>> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return found
    const changed = this.#read(profileId).then((script) => ({ ...script, ...change }))
    this.#know(profileId, changed)
    const stored = belonging('script', profileId).write(await changed)
    this.#context.onScript(profileId)
    await stored
    return ok(null)
  }

  /** It was written past this. */
  forget(profileId: string): void {
    this.#known.delete(profileId)
  }

  #read(profileId: string): Promise<Script> {
    const script = this.#known.get(profileId) ?? readScript(profileId)
    this.#know(profileId, script)
    return script
  }

  #know(profileId: string, script: Promise<Script>): void {
    this.#known.delete(profileId)
    this.#known.set(profileId, script)
    const [oldest = ''] = this.#known.keys()
    if (this.#known.size > mostKnown) this.#known.delete(oldest)
    script.catch(() => this.#known.get(profileId) === script && this.forget(profileId))
  }
}

/** Part by part: one that cannot be read, because it was edited by hand, must not cost the others. */
export async function readScript(profileId: string): Promise<Script> {
  const stored: object = Object(await belonging('script', profileId).read())
  const parts = Object.entries(scriptParts).map(([name, schema]) => [name, shaped(schema, Reflect.get(stored, name))])
  return { ...emptyScript, ...present(Object.fromEntries(parts)) }
}
