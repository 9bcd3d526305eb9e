import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { type Profile, type SendAs, sendAsOf } from '../../src/core/profile.ts'
import type { Refusal, Result } from '../../src/core/result.ts'
import type { SavedMessage, Script } from '../../src/core/script.ts'
import type { SequenceProgress } from '../../src/core/sequence.ts'
import type { ConnectionView } from '../../src/wire/view.ts'
import type { Mirror } from '../shared/mirror.ts'
import type { Session } from '../shared/session.ts'
import type { TrafficChannel } from '../shared/traffic-channel.ts'
import { createLastAnswers, type LastAnswers, type RowLogs } from './last-answers.ts'
import { createRunning } from './running.ts'

/** A connection that any view may use, with the profile it was made from. */
export interface Pinned {
  readonly connection: ConnectionView
  readonly profile: Profile | undefined
}

export interface PopupModel {
  readonly ready: Mirror['ready']
  readonly policy: Mirror['policy']
  readonly pinned: ReadonlySignal<readonly Pinned[]>
  /** The one that is unfolded. */
  readonly open: ReadonlySignal<string | undefined>
  readonly answers: LastAnswers
  /** The messages kept with the profile of the one that is unfolded. */
  readonly saved: ReadonlySignal<readonly SavedMessage[]>
  /** How what is written is to be sent. */
  readonly sendAs: ReadonlySignal<SendAs>
  readonly text: ReadonlySignal<string>
  refusalOf(connectionId: string): Refusal | undefined
  unfold(connectionId: string): void
  connect(connectionId: string): Promise<void>
  disconnect(connectionId: string): Promise<void>
  write(text: string): void
  chooseSendAs(sendAs: SendAs): void
  send(pinned: Pinned): Promise<void>
  sendSaved(pinned: Pinned, message: SavedMessage): Promise<void>
  /** The sequences that run on a connection, with their names. */
  runningOn(pinned: Pinned): readonly (SequenceProgress & { readonly name: string })[]
  stopSequence(pinned: Pinned, sequenceId: string): Promise<void>
}

export interface PopupContext {
  readonly session: Session
  readonly logs: RowLogs
  readonly trafficChannel: TrafficChannel
}

export function createPopup({ session, logs, trafficChannel }: PopupContext): PopupModel {
  const { mirror, call } = session
  const chosen = signal<string | undefined>()
  const texts = signal<ReadonlyMap<string, string>>(new Map())
  const refused = signal<{ connectionId: string; refusal: Refusal } | undefined>()
  const pinned = computed(() => pinnedOf(mirror.connections.value, mirror.profiles.value))
  const open = computed(
    () => (pinned.value.find(({ connection }) => connection.id === chosen.value) ?? pinned.value[0])?.connection.id,
  )
  const logId = computed(() => pinned.value.find(({ connection }) => connection.id === open.value)?.connection.logId)
  const answers = createLastAnswers(logs)
  effect(() => answers.follow(logId.value))

  const profile = computed(() => pinned.value.find(({ connection }) => connection.id === open.value)?.profile)
  const profileId = computed(() => profile.value?.id)
  const scripts = signal<ReadonlyMap<string, Script>>(new Map())
  const running = createRunning(trafficChannel)
  const isShown = ({ connection: { id } }: Pinned) => id === open.value || running.value.has(id)
  // A text, so that it is the same while the same are shown.
  const shown = computed(() => [...new Set(pinned.value.filter(isShown).map(profileIdOf))].join(' '))
  effect(() => {
    for (const id of shown.value.split(' ')) {
      // Read here, so that a script that was changed is read again.
      if (mirror.scripts.value.get(id) === undefined) continue
      void call('script.read', { profileId: id }).then((read) => {
        if (read.ok) scripts.value = new Map(scripts.peek()).set(id, read.value)
      })
    }
  })

  const ways = signal<ReadonlyMap<string, SendAs>>(new Map())
  const sendAs = computed(() => {
    const kind = profile.value?.kind ?? 'text'
    const chosen = ways.value.get(open.value ?? '')
    return sendAsOf(kind).find((way) => way === chosen) ?? (kind === 'json' ? 'json-value' : 'text')
  })

  const ask = async (connectionId: string, asked: Promise<Result<unknown>>) => {
    refused.value = undefined
    const result = await asked
    if (!result.ok) refused.value = { connectionId, refusal: result.refusal }
  }

  return {
    ready: mirror.ready,
    policy: mirror.policy,
    pinned,
    open,
    answers,
    saved: computed(() => scripts.value.get(profileId.value ?? '')?.messages ?? []),
    sendAs,
    text: computed(() => texts.value.get(open.value ?? '') ?? ''),
    refusalOf: (connectionId) => (refused.value?.connectionId === connectionId ? refused.value.refusal : undefined),
    unfold(connectionId) {
      chosen.value = connectionId
    },
    connect: (connectionId) => ask(connectionId, call('connection.connect', { connectionId })),
    disconnect: (connectionId) => ask(connectionId, call('connection.disconnect', { connectionId })),
    write(text) {
      const id = open.peek()
      refused.value = undefined
      if (id !== undefined) texts.value = new Map(texts.peek()).set(id, text)
    },
    chooseSendAs(way) {
      const id = open.peek()
      if (id !== undefined) ways.value = new Map(ways.peek()).set(id, way)
    },
    send: ({ connection: { id } }) => {
      const message = { text: texts.peek().get(id) ?? '', sendAs: sendAs.peek() }
      return ask(id, call('message.send', { connectionId: id, ...message }))
    },
    sendSaved: ({ connection: { id } }, message) =>
      ask(id, call('message.send', { connectionId: id, text: message.text, sendAs: message.sendAs })),
    runningOn(item) {
      const sequences = scripts.value.get(profileIdOf(item))?.sequences ?? []
      const nameOf = (sequenceId: string) => sequences.find(({ id }) => id === sequenceId)?.name ?? ''
      return (running.value.get(item.connection.id) ?? []).map((run) => ({ ...run, name: nameOf(run.sequenceId) }))
    },
    stopSequence: ({ connection: { id } }, sequenceId) =>
      ask(id, call('sequence.stop', { connectionId: id, sequenceId })),
  }
}

function profileIdOf({ connection: { profileId } }: Pinned): string {
  return profileId
}

function pinnedOf(connections: readonly ConnectionView[], profiles: readonly Profile[]): readonly Pinned[] {
  return connections
    .filter(({ owner }) => owner === 'background')
    .map((connection) => ({ connection, profile: profiles.find(({ id }) => id === connection.profileId) }))
}
