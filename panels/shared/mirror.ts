import { type ReadonlySignal, signal } from '@preact/signals'
import type { EmptyFolder } from '../../src/core/folders.ts'
import type { PolicySummary } from '../../src/core/policy-words.ts'
import type { Recording } from '../../src/core/recording.ts'
import {
  type ConnectionView,
  type EnvironmentsView,
  noEnvironments,
  type Patch,
  type ProfileView,
  type QuestionView,
  type SharedState,
} from '../../src/wire/view.ts'

/** What the background told, as signals. Only `take` and `apply` change it. */
export interface Mirror {
  /** Whether the background has told anything yet. */
  readonly ready: ReadonlySignal<boolean>
  readonly profiles: ReadonlySignal<readonly ProfileView[]>
  /** Folders in which there is nothing. */
  readonly folders: ReadonlySignal<readonly EmptyFolder[]>
  readonly connections: ReadonlySignal<readonly ConnectionView[]>
  readonly environments: ReadonlySignal<EnvironmentsView>
  readonly recordings: ReadonlySignal<readonly Recording[]>
  readonly policy: ReadonlySignal<PolicySummary>
  /** What waits for the person's answer. */
  readonly questions: ReadonlySignal<readonly QuestionView[]>
  /** How often something new was seen of a connection's handshake, by its id. */
  readonly handshakes: ReadonlySignal<ReadonlyMap<string, number>>
  /** How often a profile's script was changed, by the profile's id. */
  readonly scripts: ReadonlySignal<ReadonlyMap<string, number>>
  /** How often a profile's authentication, headers or token were changed, by the profile's id. */
  readonly settings: ReadonlySignal<ReadonlyMap<string, number>>
  /** How often it changed how it stands with profiles on other devices. */
  readonly syncs: ReadonlySignal<number>
  take(state: SharedState): void
  apply(patch: Patch): void
}

export function createMirror(): Mirror {
  const ready = signal(false)
  const profiles = signal<readonly ProfileView[]>([])
  const folders = signal<readonly EmptyFolder[]>([])
  const connections = signal<readonly ConnectionView[]>([])
  const environments = signal(noEnvironments)
  const recordings = signal<readonly Recording[]>([])
  const policy = signal<PolicySummary>({ state: 'none' })
  const questions = signal<readonly QuestionView[]>([])
  const handshakes = signal<ReadonlyMap<string, number>>(new Map())
  const scripts = signal<ReadonlyMap<string, number>>(new Map())
  const settings = signal<ReadonlyMap<string, number>>(new Map())
  const syncs = signal(0)

  return {
    ready,
    profiles,
    folders,
    connections,
    environments,
    recordings,
    policy,
    questions,
    handshakes,
    scripts,
    settings,
    syncs,
    take(state) {
      profiles.value = state.profiles
      folders.value = state.folders
      connections.value = state.connections
      environments.value = state.environments
      recordings.value = state.recordings
      policy.value = state.policy
      questions.value = state.questions
      // What was seen while patches were missed is not known: of each there may be more.
      handshakes.value = state.connections.reduce((counts, { id }) => counted(counts, id), handshakes.value)
      scripts.value = state.profiles.reduce((counts, { id }) => counted(counts, id), scripts.value)
      settings.value = state.profiles.reduce((counts, { id }) => counted(counts, id), settings.value)
      syncs.value += 1
      ready.value = true
    },
    apply(patch) {
      switch (patch.type) {
        case 'profile':
          profiles.value = withProfile(profiles.value, patch.profile, patch.index)
          return
        case 'profile-removed':
          profiles.value = profiles.value.filter(({ id }) => id !== patch.profileId)
          return
        case 'profiles':
          profiles.value = patch.profiles
          return
        case 'folders':
          folders.value = patch.folders
          return
        case 'connection':
          connections.value = withConnection(connections.value, patch.connection)
          return
        case 'connection-removed':
          connections.value = connections.value.filter(({ id }) => id !== patch.connectionId)
          return
        case 'handshake':
          handshakes.value = counted(handshakes.value, patch.connectionId)
          return
        case 'script':
          scripts.value = counted(scripts.value, patch.profileId)
          return
        case 'settings':
          settings.value = counted(settings.value, patch.profileId)
          return
        case 'environments':
          environments.value = patch.environments
          return
        case 'recordings':
          recordings.value = patch.recordings
          return
        case 'policy':
          policy.value = patch.policy
          return
        case 'sync':
          syncs.value += 1
          return
        case 'questions':
          questions.value = patch.questions
      }
    },
  }
}

function withProfile(profiles: readonly ProfileView[], profile: ProfileView, index: number): readonly ProfileView[] {
  return profiles.filter(({ id }) => id !== profile.id).toSpliced(index, 0, profile)
}

function counted(counts: ReadonlyMap<string, number>, id: string): ReadonlyMap<string, number> {
  return new Map(counts).set(id, (counts.get(id) ?? 0) + 1)
}

function withConnection(connections: readonly ConnectionView[], changed: ConnectionView): readonly ConnectionView[] {
  const known = connections.some(({ id }) => id === changed.id)
  return known ? connections.map((one) => (one.id === changed.id ? changed : one)) : [...connections, changed]
}
