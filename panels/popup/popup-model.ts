import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Profile } from '../../src/core/profile.ts'
import type { Refusal, Result } from '../../src/core/result.ts'
import type { ConnectionView } from '../../src/wire/view.ts'
import type { Mirror } from '../shared/mirror.ts'
import type { Session } from '../shared/session.ts'
import { createLastAnswer, type LastAnswer, type RowLogs } from './last-answer.ts'

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
  readonly lastAnswer: LastAnswer
  readonly text: ReadonlySignal<string>
  refusalOf(connectionId: string): Refusal | undefined
  unfold(connectionId: string): void
  connect(connectionId: string): Promise<void>
  disconnect(connectionId: string): Promise<void>
  write(text: string): void
  send(pinned: Pinned): Promise<void>
}

export function createPopup({ session, logs }: { session: Session; logs: RowLogs }): PopupModel {
  const { mirror, call } = session
  const chosen = signal<string | undefined>()
  const texts = signal<ReadonlyMap<string, string>>(new Map())
  const refused = signal<{ connectionId: string; refusal: Refusal } | undefined>()
  const pinned = computed(() => pinnedOf(mirror.connections.value, mirror.profiles.value))
  const open = computed(
    () => (pinned.value.find(({ connection }) => connection.id === chosen.value) ?? pinned.value[0])?.connection.id,
  )
  const logId = computed(() => pinned.value.find(({ connection }) => connection.id === open.value)?.connection.logId)
  const lastAnswer = createLastAnswer(logs)
  effect(() => lastAnswer.follow(logId.value))

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
    lastAnswer,
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
    send: ({ connection: { id }, profile }) => {
      const sendAs = profile?.kind === 'json' ? 'json-value' : 'text'
      return ask(id, call('message.send', { connectionId: id, text: texts.peek().get(id) ?? '', sendAs }))
    },
  }
}

function pinnedOf(connections: readonly ConnectionView[], profiles: readonly Profile[]): readonly Pinned[] {
  return connections
    .filter(({ owner }) => owner === 'background')
    .map((connection) => ({ connection, profile: profiles.find(({ id }) => id === connection.profileId) }))
}
