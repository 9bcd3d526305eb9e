import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type Recording, recordingLogId } from '../../../src/core/recording.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'

/** Which log of the selected profile is shown: that of its connections, or a recording. */
export interface ShownLog {
  readonly logId: ReadonlySignal<string | undefined>
  /** The recordings of the profile. */
  readonly recordings: ReadonlySignal<readonly Recording[]>
  /** The one that is shown; none while it is the log of the connections. */
  readonly recording: ReadonlySignal<Recording | undefined>
  /** @param recordingId none for the log of the connections */
  show(recordingId: string | undefined): void
}

export interface ShownLogContext {
  readonly profileId: ReadonlySignal<string | undefined>
  readonly connection: ReadonlySignal<ConnectionView | undefined>
  readonly all: ReadonlySignal<readonly Recording[]>
}

/** What a person has not chosen follows what there is: a connection comes first, a recording before an empty log. */
export function createShownLog({ profileId, connection, all }: ShownLogContext): ShownLog {
  const chosen = signal<ReadonlyMap<string, string | undefined>>(new Map())
  const recordings = computed(() => all.value.filter((one) => one.profileId === profileId.value))
  const recording = computed(() => {
    const id = profileId.value
    if (id !== undefined && chosen.value.has(id)) {
      return recordings.value.find((one) => one.id === chosen.value.get(id))
    }
    return connection.value ? undefined : recordings.value[0]
  })
  return {
    recordings,
    recording,
    logId: computed(() =>
      recording.value ? recordingLogId(recording.value) : (connection.value?.logId ?? profileId.value),
    ),
    show(recordingId) {
      const id = profileId.peek()
      if (id !== undefined) chosen.value = new Map(chosen.peek()).set(id, recordingId)
    },
  }
}
