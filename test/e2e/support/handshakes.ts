import { explainFailure } from '../../../src/core/handshake-explanation.ts'
import type { HandshakeFailure } from '../../../src/core/handshake-failure.ts'
import { explainProbe } from '../../../src/core/probe-explanation.ts'
import type { Json, Surface } from './browser.ts'

export interface Attempt {
  /** The code of the refusal, where the connect was refused. */
  readonly refused?: string
  readonly message?: string
  /** How the handshake ended: `open` or `closed`. */
  readonly phase?: string
  /** Why it failed, in words, as far as the browser told. */
  readonly told?: string
  /** What the diagnosis of a failed handshake found. */
  readonly finding?: string
}

export interface Handshake {
  readonly url: string
  readonly subprotocols?: readonly string[]
  readonly settings: { readonly [key: string]: Json }
}

/** As the page tells it. */
interface Ended extends Omit<Attempt, 'told' | 'finding'> {
  readonly failure?: HandshakeFailure
  readonly probe?: HandshakeFailure
}

const plain = {
  auth: { type: 'none' },
  scope: 'none',
  scopeValues: {},
  headers: [],
  cookie: { change: 'keep' },
  origin: { change: 'keep' },
  userAgent: { change: 'keep' },
}

/**
 * Makes handshakes at the same time, each of a profile of its own with its own settings, as a view does, and tells how
 * each ended. Connections and profiles are gone afterwards.
 *
 * @param patience how long to wait for why one failed, in milliseconds; browsers may tell it after the end, or never
 */
export async function shakeHands(surface: Surface, handshakes: readonly Handshake[], patience = 0): Promise<Attempt[]> {
  const given = handshakes.map(({ url, settings, subprotocols = [] }) => ({
    url,
    subprotocols,
    settings: { ...plain, ...settings },
  }))
  const ended = await surface.evaluate<Ended[]>(
    `const port = (globalThis.browser ?? chrome).runtime.connect({ name: 'view' })
    const replies = new Map()
    const states = new Map()
    const latest = new Map()
    let calls = 0
    port.onMessage.addListener((message) => {
      if (message.type === 'reply') replies.get(message.call)(message.result)
      if (message.type === 'patch' && message.patch.type === 'connection') {
        const { id, state } = message.patch.connection
        latest.set(id, state)
        if (state.phase === 'open' || state.phase === 'closed') states.get(id)?.(state)
      }
    })
    port.postMessage({ type: 'attach', viewId: crypto.randomUUID(), surface: 'inspector' })
    const call = (name, given) => new Promise((resolve) => {
      replies.set(++calls, resolve)
      port.postMessage({ type: 'call', call: calls, name, arguments: given })
    })
    const attempt = async ({ url, subprotocols, settings }) => {
      const { profileId } = (await call('profile.create', { url, subprotocols })).value
      await call('handshake.write', { profileId, handshake: settings })
      const { connectionId } = (await call('connection.create', { profileId })).value
      const settled = new Promise((resolve) => states.set(connectionId, resolve))
      const answer = await call('connection.connect', { connectionId })
      const state = answer.ok ? await settled : undefined
      const diagnosis = state?.phase === 'closed' ? await call('handshake.diagnose', { connectionId }) : undefined
      const end = Date.now() + args[1]
      const isUntold = () => state?.phase === 'closed' && latest.get(connectionId)?.failure === undefined
      while (isUntold() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
      const { failure } = latest.get(connectionId) ?? {}
      await call('profile.delete', { profileId })
      return answer.ok
        ? { phase: state.phase, failure, probe: diagnosis?.value }
        : { refused: answer.refusal.code, message: answer.refusal.message }
    }
    const ended = await Promise.all(args[0].map(attempt))
    port.disconnect()
    return ended`,
    given,
    patience,
  )
  return ended.map(({ failure, probe, ...attempt }) => {
    const explanation = failure && explainFailure(failure)
    return {
      ...attempt,
      ...(explanation && { told: `${explanation.finding} ${explanation.advice}` }),
      ...(probe && { finding: explainProbe(probe).finding }),
    }
  })
}
