import type { HandshakeSettings } from '../core/handshake.ts'
import type { HandshakeFailure } from '../core/handshake-failure.ts'
import type { HeaderOperation } from '../core/headers.ts'
import { hostAccessFor } from '../core/host-access.ts'
import { type ObservedHandshake, withoutSecrets } from '../core/observed-handshake.ts'
import type { Profile } from '../core/profile.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { browserName } from '../platform/browser-name.ts'
import { sweepHeaderRules } from '../platform/header-rule.ts'
import { hasHostAccess } from '../platform/host-access.ts'
import { onOwnRequest, type RequestEvent } from '../platform/web-request.ts'
import type { Order } from '../wire/transport.ts'
import type { ConnectionRecord } from './connection-store.ts'
import { HandshakeObserver } from './handshake-observer.ts'
import { readHandshake, writeHandshake } from './handshake-settings.ts'
import { HeaderRules } from './header-rules.ts'
import { once } from './once.ts'
import type { PolicyGuard } from './policy-guard.ts'
import { Prober } from './prober.ts'

export interface HandshakesContext {
  /** Resolves when handshakes can be seen, and header rules of an earlier run of the background are gone. */
  ready(): Promise<void>
  profile(profileId: string): Result<Profile>
  /** The connection, for who may use it. */
  connection(caller: string, connectionId: string): Result<ConnectionRecord>
  readonly guard: PolicyGuard
  order(order: Order): void
  /** Called after a profile's settings were written. */
  onSettings(profileId: string): void
  /** Called when the browser has told how a handshake went; the observation is without secrets. */
  onObserved(connectionId: string, observed: ObservedHandshake): void
}

/**
 * From now on the browser tells of requests.
 * @param released resolves when nothing is begun under header rules of an earlier run of the background any more
 * @returns what resolves when those rules are gone
 */
export function watchHandshakes(listener: (event: RequestEvent) => void, released: Promise<void>): () => Promise<void> {
  onOwnRequest(listener)
  return once(() => released.then(sweepHeaderRules))
}

/** All that is special about handshakes: their settings, header rules, observation and diagnosis. */
export class Handshakes {
  readonly #context: HandshakesContext
  readonly #rules: HeaderRules
  readonly #prober = new Prober()
  readonly #observer: HandshakeObserver
  readonly #secrets = new Map<string, readonly string[]>()

  constructor(context: HandshakesContext) {
    this.#context = context
    const life = browserName() === 'firefox' ? 'until-settled' : 'until-created'
    this.#rules = new HeaderRules(life, context.ready)
    this.#observer = new HandshakeObserver({
      connectionAt: (url, time) => this.#rules.at(url, time),
      onCreated: (connectionId) => this.#rules.created(connectionId),
      secretsOf: (connectionId) => this.#secrets.get(connectionId),
      onObserved: (connectionId, observed, secrets) =>
        context.onObserved(connectionId, withoutSecrets(observed, secrets)),
    })
  }

  /** Takes what the browser tells of a request of the extension's own pages. */
  take(event: RequestEvent): void {
    this.#observer.take(event)
    this.#prober.take(event)
  }

  /**
   * See `HeaderRules.begin`.
   * @param secrets what must be kept out of what is told of the handshake
   */
  async begin(
    connectionId: string,
    url: string,
    headers: readonly HeaderOperation[],
    secrets: readonly string[],
    isWanted: () => boolean,
  ): Promise<boolean> {
    const goes = await this.#rules.begin(connectionId, url, headers, isWanted)
    // Not before: what the browser tells until then is of the handshake before this one.
    if (goes) this.#secrets.set(connectionId, secrets)
    return goes
  }

  end(connectionId: string): void {
    this.#rules.settled(connectionId)
    this.#observer.settled(connectionId)
  }

  renew(connectionId: string): void {
    this.#observer.renew(connectionId)
  }

  forget(connectionId: string): void {
    this.#rules.settled(connectionId)
    this.#observer.forget(connectionId)
    this.#secrets.delete(connectionId)
  }

  async read(profileId: string): Promise<Result<HandshakeSettings>> {
    const found = this.#context.profile(profileId)
    return found.ok ? ok(await readHandshake(profileId)) : found
  }

  async write(profileId: string, settings: HandshakeSettings): Promise<Result<null>> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return found
    const stored = writeHandshake(profileId, settings)
    // Before it is on disk, which may be slow: what another view changes meanwhile is to be a change of this.
    this.#context.onSettings(profileId)
    await stored
    return ok(null)
  }

  async observed(caller: string, connectionId: string): Promise<Result<ObservedHandshake | null>> {
    const found = this.#context.connection(caller, connectionId)
    return found.ok ? ok(await this.#observer.last(connectionId)) : found
  }

  async diagnose(caller: string, connectionId: string, signal: AbortSignal): Promise<Result<HandshakeFailure>> {
    const found = this.#context.connection(caller, connectionId)
    if (!found.ok) return found
    const { url: connected = '', logId, profileId } = found.value
    // A probe is a connect like any other to policy, which may change while it is waited for.
    const allowed = () => this.#context.guard.checkUrl(connected, profileId)
    const url = allowed()
    if (!url.ok) return url
    const hostAccess = hostAccessFor(url.value, browserName())
    const hasAccess = await hasHostAccess(hostAccess)
    const before = allowed()
    if (!before.ok) return before
    if (!hasAccess) {
      const message = `To ask ${url.value.host} once more the extension needs your permission for this host.`
      return refuse('failed', message, { field: 'permission', hostAccess })
    }
    const probe = await this.#prober.probe(url.value, signal)
    const after = allowed()
    if (!after.ok) return after
    // A connection that went meanwhile may have taken its log along.
    const isThere = this.#context.connection(caller, connectionId).ok
    if (isThere && !signal.aborted) this.#context.order({ type: 'probed', logId, probe })
    return ok(probe)
  }
}
