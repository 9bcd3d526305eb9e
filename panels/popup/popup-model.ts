import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { encodeBase64 } from '../../src/core/base64.ts'
import { inProgress } from '../../src/core/connection.ts'
import { type Profile, type SendAs, sendAsOf } from '../../src/core/profile.ts'
import { ok, type Refusal, type Result } from '../../src/core/result.ts'
import type { SavedMessage, Script } from '../../src/core/script.ts'
import type { SequenceProgress } from '../../src/core/sequence.ts'
import type { StorageItem } from '../../src/platform/storage.ts'
import type { ConnectionView } from '../../src/wire/view.ts'
import type { Mirror } from '../shared/mirror.ts'
import type { Session } from '../shared/session.ts'
import type { TrafficChannel } from '../shared/traffic-channel.ts'
import { createLastAnswers, type LastAnswers, type RowLogs } from './last-answers.ts'
import { createRunning } from './running.ts'

/** What the person was about when the popup closed, as it does at every click beside it. */
interface Kept {
  /** The connection that was unfolded. */
  readonly open?: string
  /** What was written to each connection, by its id. */
  readonly written: Readonly<Record<string, { readonly text?: string; readonly sendAs?: SendAs }>>
}

/** What a refused command was about: each is answered beside where it was given. */
type Asked = 'connection' | 'message'

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
  refusalOf(connectionId: string, asked: Asked): Refusal | undefined
  requestHostAccess(origins: readonly string[]): Promise<boolean>
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
  /** Lasts as long as the browser runs. */
  readonly kept: Pick<StorageItem, 'read' | 'write'>
  /** Must be called in the handler of a click, before anything is waited for. */
  requestHostAccess(origins: readonly string[]): Promise<boolean>
}

export function createPopup({ session, logs, trafficChannel, kept, requestHostAccess }: PopupContext): PopupModel {
  const { mirror, call } = session
  const present = signal<Kept>({ written: {} })
  const refused = signal<{ connectionId: string; asked: Asked; refusal: Refusal } | undefined>()
  const pinned = computed(() => pinnedOf(mirror.connections.value, mirror.profiles.value))
  const open = computed(
    () =>
      (pinned.value.find(({ connection }) => connection.id === present.value.open) ?? pinned.value[0])?.connection.id,
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

  const written = computed(() => present.value.written[open.value ?? ''])
  const sendAs = computed(() => {
    const kind = profile.value?.kind ?? 'text'
    return sendAsOf(kind).find((way) => way === written.value?.sendAs) ?? (kind === 'json' ? 'json-value' : 'text')
  })

  // What was done before the answer came is newer.
  const restored = kept.read().then((stored) => {
    const before = stored as Kept | undefined
    if (before)
      present.value = { ...before, ...present.peek(), written: { ...before.written, ...present.peek().written } }
  })
  const keep = (change: Partial<Kept>) => {
    present.value = { ...present.peek(), ...change }
    // With what was kept before. A text too long to be kept is still there to be sent.
    void restored.then(() => kept.write(present.peek())).catch(() => undefined)
  }
  const edit = (change: Kept['written'][string]) => {
    const id = open.peek()
    if (id === undefined) return
    const isPinned = ([other]: readonly [string, unknown]) =>
      pinned.peek().some(({ connection }) => connection.id === other)
    const others = Object.entries(present.peek().written).filter(isPinned)
    keep({ written: { ...Object.fromEntries(others), [id]: { ...written.peek(), ...change } } })
  }

  const ask = async (connectionId: string, asked: Asked, answer: Promise<Result<unknown>>) => {
    refused.value = undefined
    const result = await answer
    if (!result.ok) refused.value = { connectionId, asked, refusal: result.refusal }
  }

  return {
    ready: mirror.ready,
    policy: mirror.policy,
    pinned,
    open,
    answers,
    saved: computed(() => scripts.value.get(profileId.value ?? '')?.messages ?? []),
    sendAs,
    text: computed(() => written.value?.text ?? ''),
    refusalOf(connectionId, asked) {
      const last = refused.value
      return last?.connectionId === connectionId && last.asked === asked ? last.refusal : undefined
    },
    requestHostAccess,
    unfold(connectionId) {
      keep({ open: connectionId })
    },
    connect: (connectionId) => ask(connectionId, 'connection', call('connection.connect', { connectionId })),
    disconnect: (connectionId) => ask(connectionId, 'connection', call('connection.disconnect', { connectionId })),
    write(text) {
      refused.value = undefined
      edit({ text })
    },
    chooseSendAs: (way) => edit({ sendAs: way }),
    async send({ connection: { id } }) {
      const way = sendAs.peek()
      const text = present.peek().written[id]?.text ?? ''
      const read = way === 'binary' ? await base64Of(text) : ok(text)
      const sent = read.ok ? call('message.send', { connectionId: id, text: read.value, sendAs: way }) : read
      await ask(id, 'message', Promise.resolve(sent))
    },
    sendSaved: ({ connection: { id } }, message) =>
      ask(id, 'message', call('message.send', { connectionId: id, text: message.text, sendAs: message.sendAs })),
    runningOn(item) {
      // A run ends with its connection, which a transport that went with both cannot tell.
      if (!inProgress(item.connection.state)) return []
      const sequences = scripts.value.get(profileIdOf(item))?.sequences ?? []
      const nameOf = (sequenceId: string) => sequences.find(({ id }) => id === sequenceId)?.name ?? ''
      return (running.value.get(item.connection.id) ?? []).map((run) => ({ ...run, name: nameOf(run.sequenceId) }))
    },
    stopSequence: ({ connection: { id } }, sequenceId) =>
      ask(id, 'connection', call('sequence.stop', { connectionId: id, sequenceId })),
  }
}

/** Bytes as the composer takes them: written in hexadecimal. */
async function base64Of(text: string): Promise<Result<string>> {
  const { readBinary } = await import('../../src/core/binary-text.ts')
  const bytes = readBinary(text, 'hex')
  return bytes.ok ? ok(encodeBase64(bytes.value)) : bytes
}

function profileIdOf({ connection: { profileId } }: Pinned): string {
  return profileId
}

function pinnedOf(connections: readonly ConnectionView[], profiles: readonly Profile[]): readonly Pinned[] {
  return connections
    .filter(({ owner }) => owner === 'background')
    .map((connection) => ({ connection, profile: profiles.find(({ id }) => id === connection.profileId) }))
}
