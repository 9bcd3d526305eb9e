import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Result } from '../../../src/core/result.ts'
import type { TokenStatus } from '../../../src/wire/view.ts'
import type { Mirror } from '../../shared/mirror.ts'
import type { Session } from '../../shared/session.ts'
import { withEntry } from '../../shared/with-entry.ts'

/** The access token of the selected profile, where its authentication is OAuth 2.0. */
export interface TokenControl {
  /** Absent until the background has told. */
  readonly status: ReadonlySignal<TokenStatus | undefined>
  /** What came of the last thing asked for this profile. */
  readonly asked: ReadonlySignal<Result<unknown> | 'running' | undefined>
  /** Reads the token, and keeps it only until the returned function is called. */
  watch(): () => void
  get(): Promise<void>
  /** Gives up getting one. */
  cancel(): void
  forget(): Promise<void>
}

/** What was asked for a profile, and what came of it. */
interface Asked {
  readonly result: Result<unknown> | 'running'
  readonly controller: AbortController
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
  const asked = signal<ReadonlyMap<string, Asked>>(new Map())
  const count = computed(() => mirror.settings.value.get(profileId.value ?? ''))

  const read = async (id: string) => {
    const told = await call('token.read', { profileId: id })
    if (told.ok && profileId.peek() === id) known.value = { of: id, status: told.value }
  }

  const ask = async (name: 'token.get' | 'token.forget') => {
    const id = profileId.peek()
    if (id === undefined) return
    const controller = new AbortController()
    const put = (result: Asked['result']) => {
      asked.value = withEntry(asked.peek(), id, { result, controller })
    }
    put('running')
    await flush()
    if (controller.signal.aborted) return
    const result = await call(name, { profileId: id }, controller.signal)
    if (!controller.signal.aborted) put(result)
  }

  const cancel = () => {
    const id = profileId.peek() ?? ''
    asked.peek().get(id)?.controller.abort()
    asked.value = withEntry(asked.peek(), id, undefined)
  }

  return {
    status: computed(() => (known.value?.of === profileId.value ? known.value?.status : undefined)),
    asked: computed(() => asked.value.get(profileId.value ?? '')?.result),
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
    cancel,
    forget: () => ask('token.forget'),
  }
}
