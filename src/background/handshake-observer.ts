import { type ObservedHandshake, withMarks } from '../core/observed-handshake.ts'
import { storageItem } from '../platform/storage.ts'
import type { RequestEvent } from '../platform/web-request.ts'

export interface ObserverContext {
  /**
   * The connection whose handshake it must be, if it is one of ours.
   * @param time when its request was created, in epoch milliseconds
   */
  connectionAt(url: string, time: number): string | undefined
  onCreated(connectionId: string): void
  /** What must be kept from onlookers; nothing is known any more of a connection that was forgotten. */
  secretsOf(connectionId: string): readonly string[] | undefined
  /** Called when the browser has told all it tells, with what of it must be kept from onlookers. */
  onObserved(connectionId: string, observed: ObservedHandshake, secrets: readonly string[]): void
}

/** How long the browser may take to tell how a handshake ended that has ended, in milliseconds. */
const patience = 2000

interface Watched {
  readonly connectionId: string
  /** Of this handshake: the connection's next one may have others. */
  readonly secrets: readonly string[]
  observed: ObservedHandshake
}

/** Puts together what the browser tells of each handshake, as far as the person gave access to the host. */
export class HandshakeObserver {
  readonly #context: ObserverContext
  readonly #watched = new Map<string, Watched>()

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
    return ((await itemOf(connectionId).read()) as ObservedHandshake | undefined) ?? null
  }

  forget(connectionId: string): void {
    void itemOf(connectionId).remove()
  }

  /** Another handshake of the connection is to be made, of which the browser may tell nothing. */
  renew(connectionId: string): void {
    this.#finishAll(connectionId)
    this.forget(connectionId)
  }

  /**
   * The handshake has come to an end, and the browser is given time to tell the rest: Firefox tells nothing of the end of one
   * that was given up.
   */
  settled(connectionId: string): void {
    for (const [requestId, watched] of this.#watched) {
      if (watched.connectionId === connectionId) setTimeout(() => this.#finish(requestId, watched), patience)
    }
  }

  #begin({ requestId, url, at }: RequestEvent): void {
    const connectionId = this.#context.connectionAt(url, at)
    if (connectionId === undefined) return
    // One before it, of whose end the browser has told nothing, must not be the last to be told.
    this.#finishAll(connectionId)
    const observed = { url, requestHeaders: [], steps: [{ step: 'created', at }] } as const
    this.#watched.set(requestId, { connectionId, secrets: this.#context.secretsOf(connectionId) ?? [], observed })
    this.#context.onCreated(connectionId)
  }

  #finishAll(connectionId: string): void {
    for (const [id, watched] of this.#watched) if (watched.connectionId === connectionId) this.#finish(id, watched)
  }

  #finish(requestId: string, { connectionId, secrets, observed }: Watched): void {
    const isFinished = !this.#watched.delete(requestId)
    if (isFinished || !this.#context.secretsOf(connectionId)) return
    const marked = withMarks(observed, secrets)
    void itemOf(connectionId).write(marked)
    this.#context.onObserved(connectionId, marked, secrets)
  }
}

function itemOf(connectionId: string) {
  return storageItem('session', `observed/${connectionId}`)
}

function advance(observed: ObservedHandshake, event: Exclude<RequestEvent, { type: 'created' }>): ObservedHandshake {
  const seen = { ...observed, steps: [...observed.steps, { step: event.type, at: event.at }] }
  if (event.type === 'sent') return { ...seen, requestHeaders: event.headers }
  if (event.type === 'failed') return { ...seen, error: event.error }
  if (event.type === 'completed') return seen
  const { status, statusLine, headers } = event
  return { ...seen, response: { status, statusLine, headers } }
}
