import { expect } from 'vitest'
import { createMirror, type Mirror } from '../../panels/shared/mirror.ts'
import type { Session } from '../../panels/shared/session.ts'
import type { ConnectionState } from '../../src/core/connection.ts'
import { emptyAfter, foldersOf, isInside, withoutFilled } from '../../src/core/folders.ts'
import { type HandshakeSettings, plainHandshake } from '../../src/core/handshake.ts'
import { present } from '../../src/core/present.ts'
import { type Draft, emptyDraft, newProfile, type Profile } from '../../src/core/profile.ts'
import { ok, type Result } from '../../src/core/result.ts'
import { emptyScript, type Script } from '../../src/core/script.ts'
import { ownFile } from '../../src/formats/own-file.ts'
import type { CommandArguments, CommandName, CommandReply } from '../../src/wire/commands.ts'
import { type ConnectionView, noEnvironments, type SharedState } from '../../src/wire/view.ts'

type Answer<Given> = (given: Given) => Result<unknown> | Promise<Result<unknown>>
type Answers = { [Name in CommandName]?: Answer<CommandArguments<Name>> }

export interface FakeSession extends Session {
  readonly mirror: Mirror
  /** The commands given, in order. */
  readonly calls: { name: CommandName; given: unknown }[]
  readonly drafts: Map<string, Draft>
  readonly handshakes: Map<string, HandshakeSettings>
  readonly scripts: Map<string, Script>
  /** Puts an answer in place of the usual one. */
  answer(answers: Answers): void
  /** The background tells that a connection is in a state. */
  tell(state: ConnectionState, change?: Partial<ConnectionView>): void
}

export const orders = newProfile('p1', { name: 'Orders', url: 'ws://localhost:1/orders' })
export const prices = newProfile('p2', { name: 'Prices', url: 'wss://example.com/prices', kind: 'text' })

/** The browser has ended what held the connection. */
export const endedByRestart: ConnectionState = {
  ...{ phase: 'closed', at: 9, during: 'session', cause: 'restart', code: 1006, reason: '', clean: false },
}

export function connectionOf(profile: Profile, change: Partial<ConnectionView> = {}): ConnectionView {
  return { id: 'c1', profileId: profile.id, owner: 'you', logId: profile.id, state: { phase: 'idle' }, ...change }
}

/** A background as small as can be: it keeps profiles and drafts, and says yes to what is asked. */
export function fakeSession(state: Partial<SharedState> = {}): FakeSession {
  const mirror = createMirror()
  mirror.take({
    profiles: [orders, prices],
    folders: [],
    connections: [],
    environments: noEnvironments,
    recordings: [],
    policy: { state: 'none' },
    questions: [],
    ...state,
  })
  const calls: FakeSession['calls'] = []
  const drafts = new Map<string, Draft>()
  const handshakes = new Map<string, HandshakeSettings>()
  const scripts = new Map<string, Script>()
  const answers: Answers = usualAnswers(mirror, drafts, handshakes, scripts)
  const call: Session['call'] = (async (name: CommandName, given: unknown) => {
    calls.push({ name, given })
    const answer = answers[name] as Answer<unknown> | undefined
    return answer ? answer(given) : ok(null)
  }) as Session['call']
  const read = (async (name: CommandName, given: unknown) => {
    const result = await (answers[name] as Answer<unknown>)(given)
    return result.ok ? result.value : expect.unreachable(result.refusal.message)
  }) as <Name extends CommandName>(name: Name, given: CommandArguments<Name>) => Promise<CommandReply<Name>>
  answers['profiles.export'] = async ({ extent, secrets }) => {
    const belongings = async (profileId: string) => ({
      handshake: await read('handshake.read', { profileId }),
      script: await read('script.read', { profileId }),
    })
    const profiles = mirror.profiles.value.map(async (profile) => ({ profile, ...(await belongings(profile.id)) }))
    const things = {
      profiles: await Promise.all(profiles),
      folders: foldersOf(mirror.profiles.value, mirror.folders.value),
      environments: await read('environments.read', {}),
      ...(extent === 'backup' ? { rules: (await read('rules.read', {})).rules } : {}),
    }
    return ok(ownFile(things, secrets))
  }
  return {
    mirror,
    calls,
    drafts,
    handshakes,
    scripts,
    answer: (others) => Object.assign(answers, others),
    tell: (next, change) => {
      const present = mirror.connections.value[0] ?? connectionOf(orders)
      mirror.apply({ type: 'connection', connection: { ...present, state: next, ...change } })
    },
    call,
  }
}

function usualAnswers(
  mirror: Mirror,
  drafts: Map<string, Draft>,
  handshakes: Map<string, HandshakeSettings>,
  scripts: Map<string, Script>,
): Answers {
  const find = (id: string) => mirror.profiles.value.find((profile) => profile.id === id) ?? newProfile(id)
  const indexOf = (id: string) => mirror.profiles.value.findIndex((profile) => profile.id === id)
  return {
    'profile.create': () => {
      const profile = newProfile(`p${mirror.profiles.value.length + 1}`)
      mirror.apply({ type: 'profile', profile, index: mirror.profiles.value.length })
      return ok({ profileId: profile.id })
    },
    'profile.update': ({ profileId, change }) => {
      const profile = { ...find(profileId), ...change } as Profile
      mirror.apply({ type: 'profile', profile, index: indexOf(profileId) })
      return ok(null)
    },
    'profile.delete': ({ profileId }) => {
      const deleted = { profile: find(profileId), index: indexOf(profileId) }
      mirror.apply({ type: 'profile-removed', profileId })
      return ok(deleted)
    },
    'profiles.restore': ({ profiles }) => {
      const all = [...mirror.profiles.value]
      for (const { profile, index } of profiles) all.splice(index, 0, profile)
      mirror.apply({ type: 'profiles', profiles: all })
      return ok(null)
    },
    'profile.duplicate': ({ profileId, name }) => {
      const profile = { ...find(profileId), id: `p${mirror.profiles.value.length + 1}`, name }
      mirror.apply({ type: 'profile', profile, index: indexOf(profileId) + 1 })
      return ok({ profileId: profile.id })
    },
    'profiles.arrange': ({ places, empty }) => {
      const profiles = places.map(({ profileId, folder }) => ({ ...find(profileId), folder }))
      mirror.apply({ type: 'folders', folders: withoutFilled(empty, profiles) })
      mirror.apply({ type: 'profiles', profiles })
      return ok(null)
    },
    'folder.delete': ({ path }) => {
      const before = mirror.profiles.value
      const isGone = ({ folder }: Pick<Profile, 'folder'>) => isInside(folder, path)
      const profiles = before.flatMap((profile, index) => (isGone(profile) ? [{ profile, index }] : []))
      const after = before.filter((profile) => !isGone(profile))
      mirror.apply({ type: 'folders', folders: emptyAfter(mirror.folders.value, before, after, [path]) })
      mirror.apply({ type: 'profiles', profiles: after })
      return ok(profiles)
    },
    'draft.read': ({ profileId }) => ok(drafts.get(profileId) ?? emptyDraft(find(profileId).kind)),
    'draft.write': ({ profileId, draft }) => {
      drafts.set(profileId, draft)
      return ok(null)
    },
    'environments.read': () => ok([]),
    'rules.read': () => ok({ rules: { onlyListed: false, rules: {} } }),
    'script.read': ({ profileId }) => ok(scripts.get(profileId) ?? emptyScript),
    'script.write': ({ profileId, change }) => {
      scripts.set(profileId, { ...(scripts.get(profileId) ?? emptyScript), ...present(change) })
      return ok(null)
    },
    'handshake.read': ({ profileId }) => ok(handshakes.get(profileId) ?? plainHandshake),
    'handshake.write': ({ profileId, handshake }) => {
      handshakes.set(profileId, handshake)
      return ok(null)
    },
    'token.read': () => ok({ redirectUrl: 'https://r.example/', token: null }),
    'connection.create': ({ profileId }) => {
      mirror.apply({ type: 'connection', connection: connectionOf(find(profileId)) })
      return ok({ connectionId: 'c1' })
    },
    'connection.connect': () => ok({ outcome: 'connecting' }),
  }
}
