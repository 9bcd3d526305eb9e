import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Recording } from '../../../src/core/recording.ts'
import type { Refusal } from '../../../src/core/result.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import type { Session } from '../../shared/session.ts'

/** Takes recordings out of sight, and brings them back, the last one first; what is in one goes when that cannot be any more. */
export interface RecordingRemoval extends Pick<Offer<Recording>, 'hold' | 'release' | 'dismiss'> {
  readonly removed: ReadonlySignal<Recording | undefined>
  /** Those that were not taken out of sight. */
  readonly left: ReadonlySignal<readonly Recording[]>
  remove(recording: Recording): void
  undo(): void
}

export function createRecordingRemoval(
  { call, mirror }: Pick<Session, 'call' | 'mirror'>,
  onRefusal: (profileId: string, refusal: Refusal) => void,
): RecordingRemoval {
  const outOfSight = signal<readonly string[]>([])
  const bringBack = (recordingId: string) => {
    outOfSight.value = outOfSight.peek().filter((id) => id !== recordingId)
  }
  const { done, make, take, ...offer } = createOffer<Recording>(({ id, profileId }) => {
    void call('recording.delete', { recordingId: id }).then((deleted) => {
      if (deleted.ok) return
      bringBack(id)
      onRefusal(profileId, deleted.refusal)
    })
  })
  return {
    ...offer,
    removed: done,
    left: computed(() => mirror.recordings.value.filter(({ id }) => !outOfSight.value.includes(id))),
    remove(recording) {
      outOfSight.value = [...outOfSight.peek(), recording.id]
      make(recording)
    },
    undo() {
      const given = take()
      if (given) bringBack(given.id)
    },
  }
}
