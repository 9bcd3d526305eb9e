import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { ConnectionState } from '../../../src/core/connection.ts'
import type { HandshakeFailure } from '../../../src/core/handshake-failure.ts'
import { hostAccessFor } from '../../../src/core/host-access.ts'
import type { ObservedHandshake } from '../../../src/core/observed-handshake.ts'
import type { Result } from '../../../src/core/result.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import type { Mirror } from '../../shared/mirror.ts'
import type { Session } from '../../shared/session.ts'
import { stateTime } from '../../shared/state-text.ts'
import type { BrowserSide } from './browser-side.ts'

/** The last handshake of the selected profile's connection, as far as the browser let it be seen. */
export interface HandshakeView {
  /** `null` when the browser told nothing; absent while it is not known. */
  readonly observed: ReadonlySignal<ObservedHandshake | null | undefined>
  /** The host permissions that are missing for it to be seen. */
  readonly missing: ReadonlySignal<readonly string[]>
  readonly diagnosis: ReadonlySignal<Result<HandshakeFailure> | 'running' | undefined>
  /** Reads the handshake, secrets included, and keeps it only until the returned function is called. */
  watch(): () => void
  diagnose(): Promise<void>
  /** Gives up what is being asked. */
  stopDiagnosis(): void
  /** Looks again whether the host may be accessed. */
  lookAtAccess(): void
}

export interface HandshakeViewContext {
  readonly call: Session['call']
  readonly mirror: Mirror
  readonly side: BrowserSide
  readonly connection: ReadonlySignal<ConnectionView | undefined>
  /** Of the selected profile, with its variables' values. */
  readonly url: ReadonlySignal<string | undefined>
}

/** What was found out about one attempt to connect. */
interface Found {
  readonly attempt: string
  readonly result: Result<HandshakeFailure> | 'running'
  readonly controller: AbortController
}

interface Seen {
  readonly connectionId: string
  readonly handshake: ObservedHandshake | null
}

export function createHandshakeView({ call, mirror, side, connection, url }: HandshakeViewContext): HandshakeView {
  const seen = signal<Seen | undefined>()
  const found = signal<Found | undefined>()
  const missing = signal<readonly string[]>([])
  const accessLooks = signal(0)
  const attempt = computed(() => attemptOf(connection.value))

  const read = async (connectionId: string) => {
    const told = await call('handshake.observed', { connectionId })
    if (connection.peek()?.id === connectionId) {
      seen.value = { connectionId, handshake: told.ok ? told.value : null }
    }
  }

  const lookAtAccess = async (origins: readonly string[]) => {
    const isThere = origins.length === 0 || (await side.hasHostAccess(origins))
    missing.value = isThere ? [] : origins
  }

  const id = computed(() => connection.value?.id)
  const phase = computed(() => connection.value?.state.phase)
  const count = computed(() => mirror.handshakes.value.get(id.value ?? ''))
  const origins = computed(() => originsFor(url.value, side))

  return {
    observed: computed(() => (seen.value && seen.value.connectionId === id.value ? seen.value.handshake : undefined)),
    missing,
    diagnosis: computed(() => (found.value?.attempt === attempt.value ? found.value?.result : undefined)),
    watch() {
      const stopReading = effect(() => {
        // Read here, so that whatever happens to the connection asks for another look.
        const told = [phase.value, count.value]
        if (told.length > 0 && id.value !== undefined) void read(id.value)
      })
      const stopLooking = effect(() => {
        const told = [phase.value, accessLooks.value]
        if (told.length > 0) void lookAtAccess(origins.value.split(' ').filter(Boolean))
      })
      const listening = side.onPermissions(() => {
        accessLooks.value += 1
      })
      return () => {
        stopReading()
        stopLooking()
        void listening.then((stop) => stop())
        seen.value = undefined
      }
    },
    async diagnose() {
      const [connectionId, of] = [id.peek(), attempt.peek()]
      if (connectionId === undefined) return
      const controller = new AbortController()
      found.value = { attempt: of, result: 'running', controller }
      const result = await call('handshake.diagnose', { connectionId }, controller.signal)
      if (found.peek()?.controller === controller) found.value = { attempt: of, result, controller }
    },
    stopDiagnosis() {
      found.peek()?.controller.abort()
      found.value = undefined
    },
    lookAtAccess() {
      accessLooks.value += 1
    },
  }
}

function attemptOf(connection: ConnectionView | undefined): string {
  const state: ConnectionState = connection?.state ?? { phase: 'idle' }
  return `${connection?.id} ${stateTime(state)}`
}

/** As one text, which is the same as long as the host is. */
function originsFor(url: string | undefined, side: BrowserSide): string {
  if (url === undefined || !URL.canParse(url)) return ''
  const parsed = new URL(url)
  return /^wss?:$/.test(parsed.protocol) ? hostAccessFor(parsed, side.browser).join(' ') : ''
}
