import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Result } from '../../../src/core/result.ts'
import type { TokenStatus } from '../../../src/wire/view.ts'
import type { Mirror } from '../../shared/mirror.ts'
import type { Session } from '../../shared/session.ts'

/** The access token of the selected profile, where its authentication is OAuth 2.0. */
export interface TokenControl {
  /** Absent until the background has told. */
  readonly status: ReadonlySignal<TokenStatus | undefined>
  /** What came of the last thing asked for this profile. */
  readonly asked: ReadonlySignal<Result<unknown> | 'running' | undefined>
  /** Reads the token, and keeps it only until the returned function is called. */
  watch(): () => void
  get(): Promise<void>
  forget(): Promise<void>
}

export interface TokenControlContext {
  readonly call: Session['call']
  readonly mirror: Mirror
  readonly profileId: ReadonlySignal<string | undefined>
  /** Tells the background what was typed, so that the token is got with it. */
  flush(): Promise<void>
}

export function createTokenControl({ call, mirror, profileId, flush }: TokenControlContext): TokenControl {
  const known = signal<{ readonly of: string; readonly status: TokenStatus } | undefined>()
  const asked = signal<{ readonly of: string; readonly result: Result<unknown> | 'running' } | undefined>()
  const count = computed(() => mirror.settings.value.get(profileId.value ?? ''))

  const read = async (id: string) => {
    const told = await call('token.read', { profileId: id })
    if (told.ok && profileId.peek() === id) known.value = { of: id, status: told.value }
  }

  const ask = async (name: 'token.get' | 'token.forget') => {
    const id = profileId.peek()
    if (id === undefined) return
    asked.value = { of: id, result: 'running' }
    await flush()
    const result = await call(name, { profileId: id })
    asked.value = { of: id, result }
  }

  return {
    status: computed(() => (known.value?.of === profileId.value ? known.value?.status : undefined)),
    asked: computed(() => (asked.value?.of === profileId.value ? asked.value?.result : undefined)),
    watch() {
      const stop = effect(() => {
        // Read here, so that each of them asks for another look: variables decide what the settings come to.
        const told = [count.value, mirror.environments.value]
        if (told.length > 0 && profileId.value !== undefined) void read(profileId.value)
      })
      return () => {
        stop()
        known.value = undefined
      }
    },
    get: () => ask('token.get'),
    forget: () => ask('token.forget'),
  }
}
