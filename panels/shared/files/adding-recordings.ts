import { type ReadonlySignal, signal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import type { Session } from '../session.ts'
import type { AddedProfile, AddedRecording } from './additions.ts'

/** How far an import has come that takes its time. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/** Writes recordings into logs, portion by portion. */
export interface AddingRecordings {
  /** Messages, while they are being added. */
  readonly progress: ReadonlySignal<Progress | undefined>
  /** @returns why it stopped, `cancelled` where the person did */
  add(profiles: readonly AddedProfile[], profileIds: readonly string[]): Promise<Refusal | 'cancelled' | undefined>
  cancel(): void
}

export function createAddingRecordings({ call }: Pick<Session, 'call'>): AddingRecordings {
  const progress = signal<Progress | undefined>()
  let isCancelled = false

  const advance = (messages: number) => {
    const { done, total } = progress.peek() ?? { done: 0, total: 0 }
    progress.value = { done: Math.min(total, done + messages), total }
  }

  const addOne = async (profileId: string, recording: AddedRecording) => {
    const { name, startedAt, messages } = recording
    const created = await call('recording.create', { profileId, name, startedAt, messages })
    if (!created.ok) return created.refusal
    for await (const entries of recording.portions()) {
      if (isCancelled) break
      const appended = await call('recording.append', { ...created.value, entries: [...entries] })
      if (!appended.ok) return appended.refusal
      advance(entries.length)
    }
    return isCancelled ? 'cancelled' : undefined
  }

  return {
    progress,
    async add(profiles, profileIds) {
      isCancelled = false
      const recordings = profiles.flatMap((profile, index) =>
        profile.recordings.map((recording) => ({ recording, profileId: profileIds[index] ?? '' })),
      )
      const total = recordings.reduce((sum, { recording }) => sum + recording.messages, 0)
      if (total > 0) progress.value = { done: 0, total }
      let stopped: Refusal | 'cancelled' | undefined
      for (const { recording, profileId } of recordings) stopped ??= await addOne(profileId, recording)
      progress.value = undefined
      return stopped
    },
    cancel() {
      isCancelled = true
    },
  }
}
