import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { PageToken } from '../../../src/core/auth.ts'
import type { CloseRequest } from '../../../src/core/close-request.ts'
import { type ConnectionState, idle, isAlive } from '../../../src/core/connection.ts'
import type { Profile } from '../../../src/core/profile.ts'
import { ok, type Refusal, type Result, refuse } from '../../../src/core/result.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import type { Session } from '../../shared/session.ts'
import { stateTime } from '../../shared/state-text.ts'
import { t } from '../../shared/text.ts'
import { withEntry } from '../../shared/with-entry.ts'

/** The answer to the last thing asked of a profile's connection, when it was a refusal. */
interface Outcome {
  readonly refusal: Refusal
  readonly at: number
  readonly asked: 'connect' | 'something else'
}

/** A connect that waits for the inspected page, of which the background knows nothing yet. */
interface Reading {
  readonly state: ConnectionState
  giveUp(): void
}

/** What this view can do with the connection of the selected profile. */
export interface ConnectionControl {
  /** The one of this view or, if it has none, a pinned one. */
  readonly connection: ReadonlySignal<ConnectionView | undefined>
  readonly state: ReadonlySignal<ConnectionState>
  /** Of any profile, with what this view alone knows of it. */
  stateOf(profileId: string): ConnectionState
  readonly refusal: ReadonlySignal<Refusal | undefined>
  connect(): Promise<void>
  reconnect(): Promise<void>
  /** @param request how, where it is not to be the usual way */
  disconnect(request?: CloseRequest): Promise<void>
  dispose(): Promise<void>
  pin(pinned: boolean): Promise<void>
  /** What was refused may be allowed now: the URL or the subprotocols are others. */
  edited(): void
  report(profileId: string, refusal: Refusal): void
}

export interface ConnectionControlContext {
  readonly call: Session['call']
  readonly connections: ReadonlySignal<readonly ConnectionView[]>
  readonly profile: ReadonlySignal<Profile | undefined>
  /** Tells the background what was edited, so that the connect is made with it. */
  flush(): Promise<void>
  readPageToken(auth: PageToken): Promise<Result<string>>
  now(): number
}

export function createConnectionControl(context: ConnectionControlContext): ConnectionControl {
  const { call, connections, profile, now } = context
  const outcomes = signal<ReadonlyMap<string, Outcome>>(new Map())
  const reading = signal<ReadonlyMap<string, Reading>>(new Map())
  const editedAt = signal<ReadonlyMap<string, number>>(new Map())
  /** Connects that have no answer yet, by their profiles. */
  const underWay = new Map<string, Promise<Result<unknown>>>()
  const connection = computed(() => connectionOf(connections.value, profile.value?.id))
  const toldState = (profileId: string) => connectionOf(connections.value, profileId)?.state ?? idle
  const outcomeOf = (profileId: string) => {
    const told = outcomes.value.get(profileId)
    return told && overtaken(told, toldState(profileId)) ? undefined : told
  }
  const stateOf = (profileId: string) => {
    const edited = editedAt.value.get(profileId) ?? Number.NEGATIVE_INFINITY
    return reading.value.get(profileId)?.state ?? shownState(toldState(profileId), outcomeOf(profileId), edited)
  }
  const outcome = computed(() => outcomeOf(profile.value?.id ?? ''))
  const state = computed(() => stateOf(profile.value?.id ?? ''))

  const put = (profileId: string, told: Outcome | undefined) => {
    outcomes.value = withEntry(outcomes.peek(), profileId, told)
  }

  const ask = async (asked: Outcome['asked'], action: (profileId: string) => Promise<Result<unknown>>) => {
    const profileId = profile.peek()?.id
    if (profileId === undefined) return
    put(profileId, undefined)
    if (asked === 'connect') await context.flush()
    // What was edited was refused: it would be made with what was there before.
    if (outcomes.peek().has(profileId)) return
    const result = await action(profileId)
    if (!result.ok) put(profileId, { refusal: result.refusal, at: now(), asked })
  }

  const askOf = (name: 'connection.disconnect' | 'connection.dispose', request?: CloseRequest) => {
    const connectionId = connection.peek()?.id
    if (connectionId === undefined) return Promise.resolve()
    return ask('something else', () => call(name, { connectionId, ...request }))
  }

  /** The token of the page, which may be slow to tell; `given up` where the person does not want to wait for it. */
  const readToken = async (profileId: string): Promise<Result<string> | 'given up' | undefined> => {
    // Of this profile: another one may be looked at by now.
    const settings = await call('handshake.read', { profileId })
    if (!settings.ok || settings.value.auth.type !== 'page-token') return undefined
    const token = context.readPageToken(settings.value.auth)
    const givenUp = new Promise<'given up'>((resolve) => {
      const state = { phase: 'connecting', since: now(), step: 'token' } as const
      reading.value = withEntry(reading.peek(), profileId, { state, giveUp: () => resolve('given up') })
    })
    const read = await Promise.race([token, givenUp]).catch(notLoaded)
    reading.value = withEntry(reading.peek(), profileId, undefined)
    return read
  }

  /** The background decides even where the page has no token; of why it has none only this panel knows. */
  const open = async (
    name: 'connection.connect' | 'connection.reconnect',
    connectionId: string,
    profileId: string,
  ): Promise<Result<unknown>> => {
    const token = await readToken(profileId)
    if (token === 'given up') return ok(null)
    const opened = await call(name, { connectionId, ...(token?.ok ? { pageToken: token.value } : {}) })
    return !opened.ok && opened.refusal.field === 'auth' && token?.ok === false ? token : opened
  }

  const connect = async (profileId: string): Promise<Result<unknown>> => {
    const present = connectionOf(connections.peek(), profileId)
    if (present) return open('connection.connect', present.id, profileId)
    const created = await call('connection.create', { profileId })
    return created.ok ? open('connection.connect', created.value.connectionId, profileId) : created
  }

  /** Who presses twice wants one connection; before the first has been created nobody else could tell. */
  const connectOnce = (profileId: string): Promise<Result<unknown>> => {
    const connecting = underWay.get(profileId) ?? connect(profileId).finally(() => underWay.delete(profileId))
    underWay.set(profileId, connecting)
    return connecting
  }

  const reconnect = async (profileId: string): Promise<Result<unknown>> => {
    const present = connectionOf(connections.peek(), profileId)
    return present ? open('connection.reconnect', present.id, profileId) : ok(null)
  }

  return {
    connection,
    state,
    stateOf,
    refusal: computed(
      () => outcome.value?.refusal ?? (state.value.phase === 'refused' ? state.value.refusal : undefined),
    ),
    connect: () => ask('connect', connectOnce),
    reconnect: () => ask('connect', reconnect),
    async disconnect(request) {
      const read = reading.peek().get(profile.peek()?.id ?? '')
      if (read) read.giveUp()
      else await askOf('connection.disconnect', request)
    },
    dispose: () => askOf('connection.dispose'),
    pin: (pinned) => {
      const connectionId = connection.peek()?.id
      if (connectionId === undefined) return Promise.resolve()
      return ask('something else', () => call('connection.pin', { connectionId, pinned }))
    },
    edited() {
      const profileId = profile.peek()?.id
      if (profileId === undefined) return
      put(profileId, undefined)
      editedAt.value = withEntry(editedAt.peek(), profileId, now())
    },
    report: (profileId, refusal) => put(profileId, { refusal, at: now(), asked: 'something else' }),
  }
}

/** A browser may keep that a chunk failed as long as the page is there. */
function notLoaded(error: unknown): Result<string> {
  return refuse('failed', t('partNotLoaded', String(error)), { field: 'auth' })
}

/** The connection of a profile that this view may use: its own or, if it has none, a pinned one. */
function connectionOf(
  connections: readonly ConnectionView[],
  profileId: string | undefined,
): ConnectionView | undefined {
  const all = connections.filter((connection) => connection.profileId === profileId)
  return all.find(({ owner }) => owner === 'you') ?? all.find(({ owner }) => owner === 'background')
}

/** A refusal is history once something happened to the connection after it, perhaps by the popup's order. */
function overtaken(told: Outcome, state: ConnectionState): boolean {
  const changed = stateTime(state)
  return changed !== undefined && changed > told.at
}

function shownState(state: ConnectionState, outcome: Outcome | undefined, editedAt: number): ConnectionState {
  if (isAlive(state)) return state
  if (outcome?.asked === 'connect') return { phase: 'refused', refusal: outcome.refusal, at: outcome.at }
  return state.phase === 'refused' && state.at <= editedAt ? idle : state
}
