import { emptyFoldersOf, type FolderPath, foldersOf } from '../../../src/core/folders.ts'
import type { GivenProfile } from '../../../src/core/handshake.ts'
import { ok, type Refusal, type Result } from '../../../src/core/result.ts'
import type { UserRules } from '../../../src/core/user-rules.ts'
import type { ImportedEnvironment } from '../../../src/formats/imported.ts'
import type { CommandArguments } from '../../../src/wire/commands.ts'
import type { Session } from '../session.ts'
import type { Added, AddedProfile, Additions } from './additions.ts'

/** What an import adds before its recordings, one thing after the other, and how all of it is taken back. */
export interface AddingSteps {
  /** Adds all, or nothing. */
  addAll(additions: Additions): Promise<Result<Added>>
  takeBack(added: Added): Promise<void>
}

type Context = Pick<Session, 'call' | 'mirror'> & { onRefusal(refusal: Refusal): void }

/** @returns what was added before and with this step */
type Step = (soFar: Added) => Promise<Result<Added>>

const nothing: Added = { profileIds: [], newFolders: [], environmentIds: [] }

export function createAddingSteps(context: Context): AddingSteps {
  const takeBack = (added: Added) => takeBackAll(context, added)
  return {
    takeBack,
    async addAll({ profiles, environments, folders, rules }) {
      const steps = [
        replaceRules(context, rules),
        addProfiles(context, profiles, folders),
        ...environments.map((environment) => addEnvironment(context, environment)),
      ]
      let soFar = nothing
      for (const step of steps) {
        const result = await step(soFar)
        if (!result.ok) return takeBack(soFar).then(() => result)
        soFar = result.value
      }
      return ok(soFar)
    },
  }
}

async function takeBackAll({ call, onRefusal }: Context, added: Added): Promise<void> {
  const { profileIds, newFolders, environmentIds, rules } = added
  const report = (result: Result<unknown>) => {
    if (!result.ok) onRefusal(result.refusal)
  }
  if (profileIds.length + newFolders.length > 0) {
    report(await call('profiles.remove', { profileIds: [...profileIds], newFolders }))
  }
  for (const environmentId of environmentIds) report(await call('environment.delete', { environmentId }))
  if (rules) report(await call('rules.write', rules))
}

/** Keeps the rules there were before, for they come back with undo. */
function replaceRules({ call }: Context, given: unknown): Step {
  return async (soFar) => {
    if (given === undefined) return ok(soFar)
    const before = await call('rules.read', {})
    if (!before.ok) return before
    const written = await call('rules.write', given as UserRules)
    return written.ok ? ok({ ...soFar, rules: before.value.rules }) : written
  }
}

function addProfiles({ call, mirror }: Context, added: readonly AddedProfile[], folders: readonly FolderPath[]): Step {
  return async (soFar) => {
    if (added.length + folders.length === 0) return ok(soFar)
    const keyOf = (path: FolderPath) => JSON.stringify(path)
    const known = new Set(foldersOf(mirror.profiles.peek(), mirror.folders.peek()).map(keyOf))
    const isNew = (path: FolderPath) => !known.has(keyOf(path))
    const profiles = added.map(({ given }, index) => ({ ...given.profile, id: String(index) }))
    const empty = emptyFoldersOf(folders, profiles).filter(({ path }) => isNew(path))
    const result = await call('profiles.add', { profiles: added.map(({ given }) => writable(given)), empty })
    if (!result.ok) return result
    return ok({ ...soFar, ...result.value, newFolders: foldersOf(profiles, empty).filter(isNew) })
  }
}

function addEnvironment({ call }: Context, { name, variables }: ImportedEnvironment): Step {
  return async (soFar) => {
    const given = variables.map(({ secret = false, ...variable }) => ({ ...variable, secret }))
    const created = await call('environment.create', { name, variables: given })
    if (!created.ok) return created
    return ok({ ...soFar, environmentIds: [...soFar.environmentIds, created.value.environmentId] })
  }
}

/** The wire has lists and records of its own. */
function writable({ profile, handshake, script }: GivenProfile): CommandArguments<'profiles.add'>['profiles'][number] {
  return {
    profile: { ...profile, subprotocols: [...profile.subprotocols] },
    handshake: { ...handshake, headers: [...handshake.headers], scopeValues: { ...handshake.scopeValues } },
    script: {
      ...script,
      messages: [...script.messages],
      sequences: [...script.sequences],
      triggers: [...script.triggers],
    },
  }
}
