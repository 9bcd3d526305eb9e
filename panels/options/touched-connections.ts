import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import { rulesInWords } from '../../src/core/policy-words.ts'
import { shownTitle } from '../shared/profile-title.ts'
import type { Session } from '../shared/session.ts'

/** For each rule in words, what the open connections it is about are called; asked again whenever that may change. */
export function useTouchedConnections({ mirror, call }: Session): ReadonlySignal<ReadonlyMap<string, string[]>> {
  const touched = useSignal<ReadonlyMap<string, string[]>>(new Map())
  useSignalEffect(() => {
    const profiles = new Map(mirror.profiles.value.map((profile) => [profile.id, shownTitle(profile)]))
    const titles = new Map(mirror.connections.value.map(({ id, profileId }) => [id, profiles.get(profileId) ?? id]))
    const policy = mirror.policy.value
    if (policy.state !== 'active') return
    void call('policy.touched', {}).then((result) => {
      if (!result.ok) return
      const titlesFor = (rule: string | undefined) =>
        result.value
          .filter((one) => rule === undefined || one.rule === rule)
          .map(({ connectionId: id }) => titles.get(id) ?? id)
      touched.value = new Map(rulesInWords(policy.rules).map(({ words, rule }) => [words, titlesFor(rule)]))
    })
  })
  return touched
}
