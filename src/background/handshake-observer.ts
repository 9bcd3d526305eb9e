import { type HandshakeStep, type ObservedHandshake, withMarks } from '../core/observed-handshake.ts'
import { storageItem } from '../platform/storage.ts'
import type { RequestEvent } from '../platform/web-request.ts'

export interface ObserverContext {
  /** The connection whose handshake it must be, if it is one of ours. */
  connectionAt(url: string): string | undefined
  onCreated(connectionId: string): void
  /** What must be kept from onlookers. */
  secretsOf(connectionId: string): readonly string[] | undefined
  /** Called when the browser has told all it tells. */
  onObserved(connectionId: string, observed: ObservedHandshake): void
}

interface Watched {
  readonly connectionId: string
  observed: ObservedHandshake
}

/** Puts together what the browser tells of each handshake, as far as the person gave access to the host. */
export class HandshakeObserver {
  readonly #context: ObserverContext
  readonly #watched = new Map<string, Watched>()
  /** Each connection's last handshake, as far as this run of the background has seen it. */
  readonly #last = new Map<string, ObservedHandshake>()

  constructor(context: ObserverContext) {
    this.#context = context
  }

  take(event: RequestEvent): void {
    if (event.type === 'created') this.#begin(event)
    const watched = this.#watched.get(event.requestId)
    if (!watched || event.type === 'created') return
    watched.observed = advance(watched.observed, event)
    if (event.type === 'completed' || event.type === 'failed') this.#finish(event.requestId, watched)
  }

  /** What was seen of a connection's last handshake; it is in memory only and goes with the browser. */
  async last(connectionId: string): Promise<ObservedHandshake | null> {
    const kept = this.#last.get(connectionId) ?? ((await itemOf(connectionId).read()) as ObservedHandshake | undefined)
    return kept ?? null
  }

  forget(connectionId: string): void {
    this.#last.delete(connectionId)
    void itemOf(connectionId).remove()
  }

  #begin({ requestId, url, at }: RequestEvent): void {
    const connectionId = this.#context.connectionAt(url)
    if (connectionId === undefined) return
    const observed = { url, requestHeaders: [], steps: [{ step: 'created', at }] } as const
    this.#watched.set(requestId, { connectionId, observed })
    this.#context.onCreated(connectionId)
  }

  #finish(requestId: string, { connectionId, observed }: Watched): void {
    this.#watched.delete(requestId)
    const marked = withMarks(observed, this.#context.secretsOf(connectionId))
    this.#last.set(connectionId, marked)
    void itemOf(connectionId).write(marked)
    this.#context.onObserved(connectionId, marked)
  }
}

function itemOf(connectionId: string) {
  return storageItem('session', `observed/${connectionId}`)
}

function advance(observed: ObservedHandshake, event: Exclude<RequestEvent, { type: 'created' }>): ObservedHandshake {
  const steps: HandshakeStep[] = [...observed.steps, { step: event.type, at: event.at }]
  switch (event.type) {
    case 'completed':
      return { ...observed, steps }
    case 'sent':
      return { ...observed, steps, requestHeaders: event.headers }
    case 'answered': {
      const { status, statusLine, headers } = event
      return { ...observed, steps, response: { status, statusLine, headers } }
    }
    case 'failed':
      return { ...observed, steps, error: event.error }
  }
}
