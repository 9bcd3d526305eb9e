import { emptyFoldersOf, type FolderPath, foldersOf } from '../../../src/core/folders.ts'
import { ok, type Refusal, type Result } from '../../../src/core/result.ts'
import type { UserRules } from '../../../src/core/user-rules.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import { mostAtOnce } from '../../../src/wire/commands.ts'
import type { Session } from '../session.ts'
import type { Added, AddedProfile, Additions } from './additions.ts'

/** What an import adds before its recordings, one thing after the other, and how all of it is taken back. */
export interface AddingSteps {
  /**
   * Adds all, or nothing.
   * @param onAdded is told after each step what there is by then
   * @returns `cancelled` where the person has stopped it
   */
  addAll(
    additions: Additions,
    signal: AbortSignal,
    onAdded: (soFar: Added) => void,
  ): Promise<Result<Added> | 'cancelled'>
  /** Where it cannot be, why is told, and it can be done again. */
  takeBack(added: Added): Promise<void>
  /** The same where nobody is left to wait for an answer. */
  takeBackUnheard(added: Added): void
}

type Context = Pick<Session, 'call' | 'mirror'> & {
  onRefusal(refusal: Refusal): void
  /** Called with what could not be taken back. */
  onKept(added: Added): void
}

/** @returns what was added before and with this step */
type Step = (soFar: Added) => Promise<Result<Added>>

const nothing: Added = { profileIds: [], newFolders: [], environmentIds: [] }

export function createAddingSteps(context: Context): AddingSteps {
  const takeBack = async (added: Added) => {
    const refusal = await takeBackAll(context, added)
    if (!refusal) return
    context.onRefusal(refusal)
    context.onKept(added)
  }
  return {
    takeBack,
    takeBackUnheard(added) {
      for (const step of takingBack(context, added)) void step()
    },
    async addAll({ profiles, environments, folders, rules }, signal, onAdded) {
      const steps = [
        replaceRules(context, rules),
        ...addProfiles(context, profiles, folders),
        ...environments.map((environment) => addEnvironment(context, environment)),
      ]
      let soFar = nothing
      for (const step of steps) {
        const result = await step(soFar)
        if (!result.ok) return takeBack(soFar).then(() => result)
        soFar = result.value
        onAdded(soFar)
        if (signal.aborted) return takeBack(soFar).then(() => 'cancelled')
      }
      return ok(soFar)
    },
  }
}

async function takeBackAll(context: Context, added: Added): Promise<Refusal | undefined> {
  for (const step of takingBack(context, added)) {
    const result = await step()
    // What somebody has deleted meanwhile is not missed.
    if (!result.ok && result.refusal.code !== 'unknown-environment') return result.refusal
  }
  return undefined
}

/** Profiles go first: where one of them may not, what it refers to stays, too. */
function takingBack(
  { call }: Context,
  { profileIds, newFolders, environmentIds, rules }: Added,
): readonly (() => Promise<Result<unknown>>)[] {
  return [
    ...portionsOf(profileIds.length, newFolders.length > 0).map(
      (from) => () => call('profiles.remove', { profileIds: profileIds.slice(from, from + mostAtOnce), newFolders }),
    ),
    ...environmentIds.map((environmentId) => () => call('environment.delete', { environmentId })),
    ...(rules ? [() => call('rules.write', rules)] : []),
  ]
}

/** Keeps the rules there were before, for they come back with undo. */
function replaceRules({ call }: Context, given: unknown): Step {
  return async (soFar) => {
    if (given === undefined) return ok(soFar)
    const before = await call('rules.read', {})
    if (!before.ok) return before
    // What a later version says beyond them is left out, as elsewhere in a file.
    const { onlyListed, rules } = given as UserRules
    const written = await call('rules.write', { onlyListed, rules })
    return written.ok ? ok({ ...soFar, rules: before.value.rules }) : written
  }
}

/** As many at a time as one command may bring. */
function addProfiles(
  { call, mirror }: Context,
  added: readonly AddedProfile[],
  folders: readonly FolderPath[],
): readonly Step[] {
  const keyOf = (path: FolderPath) => JSON.stringify(path)
  const known = new Set(foldersOf(mirror.profiles.peek(), mirror.folders.peek()).map(keyOf))
  const isNew = (path: FolderPath) => !known.has(keyOf(path))
  const profiles = added.map(({ given }, index) => ({ ...given.profile, id: String(index) }))
  const empty = emptyFoldersOf(folders, profiles).filter(({ path }) => isNew(path))
  const newFolders = foldersOf(profiles, empty).filter(isNew)
  return portionsOf(added.length, folders.length > 0).map((from) => async (soFar) => {
    const to = from + mostAtOnce
    const isHere = (at: number) => at >= from && (at < to || to >= added.length)
    const result = await call('profiles.add', {
      profiles: added.slice(from, to).map(({ given }) => given),
      empty: empty.flatMap(({ path, at }) => (isHere(at) ? [{ path, at: at - from }] : [])),
    })
    if (!result.ok) return result
    return ok({ ...soFar, profileIds: [...soFar.profileIds, ...result.value.profileIds], newFolders })
  })
}

/** Where each portion of so many profiles begins; there is one without any where there are folders. */
function portionsOf(count: number, hasFolders: boolean): readonly number[] {
  const portions = Math.max(Math.ceil(count / mostAtOnce), hasFolders ? 1 : 0)
  return Array.from({ length: portions }, (_, index) => index * mostAtOnce)
}

function addEnvironment({ call }: Context, { name, variables }: ImportedEnvironment): Step {
  return async (soFar) => {
    const given = variables.map(({ secret = false, ...variable }) => ({ ...variable, secret }))
    const created = await call('environment.create', { name, variables: given })
    if (!created.ok) return created
    return ok({ ...soFar, environmentIds: [...soFar.environmentIds, created.value.environmentId] })
  }
}
