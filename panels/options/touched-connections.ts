import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import { shownTitle } from '../shared/profile-title.ts'
import type { Session } from '../shared/session.ts'

/** For each rule in words, what the open connections it is about are called; asked again whenever that may change. */
export function useTouchedConnections({ mirror, call }: Session): ReadonlySignal<ReadonlyMap<string, string[]>> {
  const touched = useSignal<ReadonlyMap<string, string[]>>(new Map())
  useSignalEffect(() => {
    const profiles = new Map(mirror.profiles.value.map((profile) => [profile.id, shownTitle(profile)]))
    const titles = new Map(mirror.connections.value.map(({ id, profileId }) => [id, profiles.get(profileId) ?? id]))
    if (mirror.policy.value.state !== 'active') return
    void call('policy.touched', {}).then((result) => {
      if (!result.ok) return
      touched.value = new Map(
        result.value.map(({ words, connectionIds }) => [words, connectionIds.map((id) => titles.get(id) ?? id)]),
      )
    })
  })
  return touched
}
