import { computed, effect, type ReadonlySignal } from '@preact/signals'
import type { ConnectionState } from '../../../src/core/connection.ts'
import type { Profile } from '../../../src/core/profile.ts'
import { remembered } from '../../shared/remembered.ts'

/** How many URLs are remembered after their profiles have gone. */
const most = 50

export interface UrlHistoryContext {
  readonly storage: Storage
  readonly profiles: ReadonlySignal<readonly Profile[]>
  readonly selected: ReadonlySignal<Profile | undefined>
  readonly state: ReadonlySignal<ConnectionState>
}

/** URLs to complete what is being typed: those that were connected last, then those of all profiles, each once. */
export function createUrlHistory({
  storage,
  profiles,
  selected,
  state,
}: UrlHistoryContext): ReadonlySignal<readonly string[]> {
  const used = remembered(storage, 'used-urls', urlsIn)
  /** With a secret in it, it is offered as long as there is its profile. */
  const remember = async (url: string) => {
    const { withoutUrlSecrets } = await import('../../../src/core/secrets.ts')
    if (withoutUrlSecrets(url) === url) used.value = [url, ...used.peek().filter((one) => one !== url)].slice(0, most)
  }

  effect(() => {
    const url = state.value.phase === 'open' ? selected.peek()?.url.trim() : undefined
    if (url && used.peek()[0] !== url) void remember(url)
  })

  return computed(() => {
    const own = selected.value?.url.trim()
    const all = [...used.value, ...profiles.value.map(({ url }) => url.trim())]
    return [...new Set(all)].filter((url) => url !== '' && url !== own)
  })
}

function urlsIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((url): url is string => typeof url === 'string').slice(0, most) : []
}
