import type { Signal } from '@preact/signals'
import { messageOf } from '../../../src/core/message-of.ts'
import { recordingLogId } from '../../../src/core/recording.ts'
import { type Refusal, refuse } from '../../../src/core/result.ts'
import type { Session } from '../session.ts'
import type { AddedProfile, AddedRecording } from './additions.ts'

/** How far an import has come that takes its time: messages of recordings; none until their turn comes. */
export interface Progress {
  readonly done: number
  readonly total: number
}

/**
 * Writes recordings into logs, portion by portion.
 * @returns why it stopped, `cancelled` where the person did
 */
export async function addRecordings(
  { call, progress, signal }: AddingRecordings,
  profiles: readonly AddedProfile[],
  profileIds: readonly string[],
): Promise<Refusal | 'cancelled' | undefined> {
  const advance = (messages: number) => {
    const { done, total } = progress.peek() ?? { done: 0, total: 0 }
    progress.value = { done: Math.min(total, done + messages), total }
  }

  const addOne = async (profileId: string, recording: AddedRecording) => {
    const { name, startedAt, messages } = recording
    const created = await call('recording.create', { profileId, name, startedAt, messages })
    if (!created.ok) return created.refusal
    const { recordingId } = created.value
    const logId = recordingLogId({ profileId, id: recordingId })
    /** The number of the entry that comes next; those of a log begin with 1. */
    let next = 1
    for await (const { entries, marks } of recording.portions()) {
      if (signal.aborted) break
      const appended = await call('recording.append', { recordingId, entries })
      if (!appended.ok) return appended.refusal
      for (const { at, note } of marks) {
        const marked = await call('log.mark', { logId, seq: next + at, note })
        if (!marked.ok) return marked.refusal
        if (signal.aborted) break
      }
      next += entries.length
      advance(entries.length)
    }
    return signal.aborted ? 'cancelled' : undefined
  }

  const recordings = profiles.flatMap((profile, index) =>
    profile.recordings.map((recording) => ({ recording, profileId: profileIds[index] ?? '' })),
  )
  progress.value = { done: 0, total: recordings.reduce((sum, { recording }) => sum + recording.messages, 0) }
  let stopped: Refusal | 'cancelled' | undefined
  for (const { recording, profileId } of recordings) stopped ??= await addOne(profileId, recording).catch(unread)
  return stopped
}

/** A fault of ours where they are read, or memory that does not suffice. */
function unread(error: unknown): Refusal {
  return refuse('failed', `It could not be read: ${messageOf(error)}`).refusal
}

interface AddingRecordings extends Pick<Session, 'call'> {
  readonly progress: Signal<Progress | undefined>
  readonly signal: AbortSignal
}
