import type { Auth } from '../core/auth.ts'
import { type CloseCause, type ConnectionEvent, type ConnectionState, inProgress } from '../core/connection.ts'
import type { HandshakeSettings } from '../core/handshake.ts'
import { failureOf, type HandshakeFailure } from '../core/handshake-failure.ts'
import { fillHandshake, fillSubprotocols, fillUrl } from '../core/handshake-variables.ts'
import type { Browser, HeaderOperation } from '../core/headers.ts'
import { hostAccessFor } from '../core/host-access.ts'
import type { OAuth2 } from '../core/oauth-settings.ts'
import type { ObservedHandshake } from '../core/observed-handshake.ts'
import { newProfile, type Profile } from '../core/profile.ts'
import { ok, type Refusal, type Result, refuse } from '../core/result.ts'
import { withoutValues } from '../core/secrets.ts'
import type { VariableSource } from '../core/variables.ts'
import type { Automation, ConnectionRequest, Order } from '../wire/transport.ts'
import { limitsFor } from './connection-limits.ts'
import type { ConnectionRecords } from './connection-records.ts'
import type { ConnectionRecord } from './connection-store.ts'
import type { Consent } from './consent.ts'
import type { Variables } from './environments.ts'
import { fault, notStored } from './fault.ts'
import { type PlannedHandshake, planHandshake } from './handshake-plan.ts'
import type { PolicyGuard } from './policy-guard.ts'

/** What opening needs of its surroundings. */
export interface OpeningContext {
  readonly records: ConnectionRecords
  readonly guard: PolicyGuard
  readonly browser: Browser
  readonly variables: Variables
  readonly consent: Pick<Consent, 'toOpen'>
  profile(profileId: string): Result<Profile, 'unknown-profile'>
  handshake(profileId: string): Promise<HandshakeSettings>
  /** What the connections of a profile do by themselves. */
  automation(profile: Profile): Promise<Automation>
  /** The access token of OAuth 2.0, got or refreshed where that takes no person. */
  accessToken(profileId: string, settings: OAuth2, signal: AbortSignal): Promise<Result<string>>
  hasHostAccess(origins: readonly string[]): Promise<boolean>
  /**
   * Waits for the turn of a handshake at its URL and sets its headers; rejects when the browser does not take them.
   * @param isWanted whether it is still to be made, without which it has no turn
   */
  beginHandshake(
    connectionId: string,
    url: string,
    headers: readonly HeaderOperation[],
    secrets: readonly string[],
    isWanted: () => boolean,
  ): Promise<unknown>
  /** Ends the turn, if it is still going on. */
  endHandshake(connectionId: string): void
  /** Another handshake of the connection follows: what was seen of the one before is not of this one. */
  renewHandshake(connectionId: string): void
  /** See `TransportHost.start`. */
  startTransport(): Promise<Result<null>>
  order(order: Order): void
  now(): number
}

export type Connecting = Result<{ outcome: 'connecting' }>

/** @see commandArguments */
export interface Reconnecting {
  readonly pageToken?: string | undefined
  readonly byItself?: boolean | undefined
}

/** A wish to connect. */
interface Wish {
  readonly connectionId: string
  /** The view that wants it; undefined when it happens by itself. */
  readonly caller?: string
  readonly pageToken?: string | undefined
  /** The attempt of an automatic reconnection; 0 when a person wants it. */
  readonly attempt: number
  find(): Result<ConnectionRecord>
  /** The state it has put the connection in while it waits for a token. */
  preparing?: ConnectionState | undefined
  requestOf(record: ConnectionRecord): Result<ConnectionRequest>
}

/** A connect with its URL, and what else it is made of with its variables as written. */
interface Addressed {
  readonly profileId: string
  readonly template: ConnectionRequest
  readonly url: string
  readonly kept: HandshakeSettings
  readonly source: VariableSource
  /** What its secret variables stand for. */
  readonly secrets: readonly string[]
}

/** A connect with everything it has to wait for; what was decided on the way is to be decided again. */
interface Prepared {
  /** With its variables as written. */
  readonly template: ConnectionRequest
  readonly request: ConnectionRequest
  readonly automation: Automation
  readonly attempt: number
  readonly settings: HandshakeSettings
  readonly secrets: readonly string[]
  readonly hasAccess: boolean
  readonly token: string | undefined
}

/** From the wish to connect to an open connection, or to why there is none. */
export class Opening {
  readonly #context: OpeningContext
  /** The states of connections that wait for the turn of their handshake: the transport has no order for them yet. */
  readonly #waiting = new WeakSet<ConnectionState>()
  /**
   * What connections do by themselves, where it has changed since it was read for their last connect: one that is on its way
   * begins with it. Nothing stands for what has not changed since.
   */
  readonly #changed = new Map<string, Automation | undefined>()
  /** What policy says to handshakes that are on their way, by the state that connections have only so long. */
  readonly #plans = new WeakMap<ConnectionState, (hasAccess: boolean) => Result<unknown>>()
  /** Gives up the token that a connection waits for, by the state it has only so long. */
  readonly #asking = new WeakMap<ConnectionState, AbortController>()
  /** What is known of failed handshakes whose end the transport has not told yet. */
  readonly #failures = new Map<string, HandshakeFailure>()
  /** Connections that are being made again. */
  readonly #again = new Set<string>()

  constructor(context: OpeningContext) {
    this.#context = context
  }

  /** @param pageToken what the panel read from the inspected page, where the profile asks for it */
  connect(caller: string, connectionId: string, pageToken: string | undefined): Promise<Connecting> {
    return this.#open({
      ...{ connectionId, caller, pageToken, attempt: 0 },
      find: () => this.#context.records.owned(caller, connectionId),
      requestOf: (record) => this.#requestOf(record.profileId),
    })
  }

  /** Repeats the last connect; policy, authentication and variables are evaluated afresh. */
  async reconnect(caller: string, connectionId: string, { byItself, pageToken }: Reconnecting): Promise<Connecting> {
    const find = () => this.#context.records.owned(caller, connectionId)
    if (byItself && find().ok) return (await this.again(connectionId, { pageToken })) ?? gone()
    return this.#open({
      ...{ connectionId, caller, pageToken, attempt: 0, find },
      requestOf: ({ state, request }) =>
        (state.phase === 'closed' || state.phase === 'waiting') && request !== undefined
          ? ok(request)
          : refuse('failed', 'Nothing to reconnect: connect first.'),
    })
  }

  /**
   * The same, when the time of a waiting connection has come. One that is refused is not tried again.
   * @param read what its owner has read from the inspected page, which nobody else can: its state asks it to
   * @returns what policy and the like had to say to it; undefined where nobody was asked
   */
  async again(connectionId: string, read?: Pick<Wish, 'pageToken'>): Promise<Connecting | undefined> {
    const { records, handshake } = this.#context
    const found = records.find(connectionId)
    const asksOwner =
      !read && found?.owner.type === 'view' && (await handshake(found.profileId)).auth.type === 'page-token'
    const record = records.find(connectionId)
    if (record?.state.phase !== 'waiting' || this.#again.has(connectionId)) return undefined
    const { state } = record
    if (asksOwner) {
      // Also when it was asked before: what it answered may have gone with the background.
      records.put({ ...record, state: { ...state, step: 'token' } })
      return undefined
    }
    this.#again.add(connectionId)
    const opened = await this.#open({
      ...{ connectionId, ...read, attempt: state.attempt },
      find: () => {
        const record = records.find(connectionId)
        return record?.state === state ? ok(record) : gone()
      },
      requestOf: ({ request }) => (request ? ok(request) : gone()),
    }).finally(() => this.#again.delete(connectionId))
    return opened.ok || records.find(connectionId)?.state.phase === 'refused' ? opened : undefined
  }

  /** Ends a connect that the transport does not know of yet; @returns whether it was one. */
  giveUp({ id, state }: ConnectionRecord, cause: CloseCause): boolean {
    if (!this.#asking.has(state) && !this.#waiting.has(state)) return false
    this.#asking.get(state)?.abort()
    this.#giveUp(id, cause)
    return true
  }

  forget({ id, state }: ConnectionRecord): void {
    this.#asking.get(state)?.abort()
    this.#failures.delete(id)
    this.#changed.delete(id)
  }

  /** Whether a connection begins with what its profile did by itself when that was read, unless `automate` tells otherwise. */
  isBegun({ id }: ConnectionRecord): boolean {
    return this.#changed.has(id)
  }

  /** Has a connection that is on its way do by itself what its profile does now. */
  automate(id: string, automation: Automation): void {
    this.#changed.set(id, automation)
  }

  /** What policy says now to a handshake that is on its way: browsers keep back all but one to a server. */
  planned({ state }: ConnectionRecord): Result<unknown> | undefined {
    return this.#plans.get(state)?.(true)
  }

  /** The event, with what is known about a handshake that failed. */
  explained(connectionId: string, event: ConnectionEvent): ConnectionEvent {
    if (event.type === 'opened' || event.type === 'closed') this.#context.endHandshake(connectionId)
    const failure = this.#failures.get(connectionId)
    this.#failures.delete(connectionId)
    return event.type === 'closed' && event.cause === 'network' && failure ? { ...event, failure } : event
  }

  /** Takes what the browser let us see of a handshake, which it may tell before or after the socket has failed. */
  onObserved(connectionId: string, handshake: ObservedHandshake): void {
    const { records, order } = this.#context
    const record = records.find(connectionId)
    if (!record) return
    const { logId, state } = record
    order({ type: 'observed', connectionId, logId, handshake })
    const failure = failureOf(handshake)
    if (!failure) return
    if (state.phase === 'connecting') this.#failures.set(connectionId, failure)
    else if (state.phase === 'closed' && state.during === 'handshake') {
      records.put({ ...record, state: { ...state, failure } })
    } else if (state.phase === 'waiting' && state.closed.during === 'handshake') {
      records.put({ ...record, state: { ...state, closed: { ...state.closed, failure } } })
    }
  }

  async #open(wish: Wish): Promise<Connecting> {
    const { records, guard, browser } = this.#context
    const addressed = await this.#address(wish)
    const prepared = addressed.ok
      ? await this.#prepare(wish, addressed.value).catch((error: unknown) => {
          if (!wish.preparing) throw error
          // It is shown as one that is being made, and would be for ever.
          return fault(error)
        })
      : addressed
    // From here to the answer nothing waits, so what is checked is still true when the connection is being made.
    const found = free(wish)
    // What has become of it was told when it was given up.
    if (wish.preparing && !(found.ok && found.value.state === wish.preparing)) return ok({ outcome: 'connecting' })
    if (!found.ok) return found
    // What is refused is refused at the address it was meant for, not at that of the connect before.
    const meant = addressed.ok ? addressed : wish.requestOf(found.value)
    const secrets = addressed.ok ? addressed.value.secrets : this.#context.variables.secretValues()
    const record = meant.ok ? { ...found.value, ...addressOf(meant.value.url, secrets) } : found.value
    if (!prepared.ok) return this.#refused(record, prepared.refusal, secrets)
    const { profileId } = record
    const plan = (hasAccess: boolean) => planHandshake({ ...prepared.value, hasAccess, profileId, browser, guard })
    const handshake = this.#withRoom(plan(prepared.value.hasAccess), wish)
    if (!handshake.ok) return this.#refused(record, handshake.refusal, secrets)
    const made = { request: prepared.value.template, handshakeUrl: handshake.value.url }
    records.apply({ ...record, ...made }, { type: 'connecting', at: this.#context.now() })
    this.#context.renewHandshake(record.id)
    this.#shakeHands(record, prepared.value, handshake.value, plan)
    return ok({ outcome: 'connecting' })
  }

  async #address({ connectionId, requestOf }: Wish): Promise<Result<Addressed>> {
    const { records, variables } = this.#context
    const present = records.find(connectionId)
    const kept = present && (await this.#context.handshake(present.profileId))
    const record = records.find(connectionId)
    if (!kept || !record) return gone()
    const template = requestOf(record)
    if (!template.ok) return template
    const source = variables.source()
    const url = fillUrl(template.value.url, source)
    if (!url.ok) return url
    const { profileId } = record
    return ok({ profileId, template: template.value, url: url.value, kept, source, secrets: variables.secretValues() })
  }

  /**
   * What was entered is judged first, in the order of what a connect may answer, and then what depends on the moment. About
   * what is refused anyway nobody is asked, neither a person nor an authorization server.
   */
  async #prepare(wish: Wish, addressed: Addressed): Promise<Result<Prepared>> {
    const { guard, consent } = this.#context
    const { profileId, template, url, secrets } = addressed
    const { caller, attempt } = wish
    const filled = this.#fill(wish, addressed)
    if (!filled.ok) return filled
    const started = await this.#context.startTransport()
    if (!started.ok) return started
    const found = free(wish)
    if (!found.ok) return found
    const agreed = await consent.toOpen(caller, { profileId, url })
    if (!agreed.ok) return agreed
    const allowed = guard.checkUrl(url, profileId)
    if (!allowed.ok) return allowed
    const token = await this.#token(wish, addressed, filled.value.settings.auth)
    if (!token.ok) return token
    this.#changed.set(wish.connectionId, undefined)
    const profile = this.#context.profile(profileId)
    const [automation, hasAccess] = await Promise.all([
      this.#context.automation(profile.ok ? profile.value : newProfile(profileId)),
      this.#hasAccess(allowed.value),
    ])
    // All of this took its time, a person's answer among it; an order to a transport that has gone would go nowhere.
    const stillThere = await this.#context.startTransport()
    if (!stillThere.ok) return stillThere
    return ok({ ...filled.value, template, secrets, automation, attempt, hasAccess, token: token.value })
  }

  /** With the values of its variables, unless it would be refused as it stands. */
  #fill(wish: Wish, { profileId, template, url, kept, source }: Addressed) {
    const { guard, browser } = this.#context
    const allowed = guard.checkUrl(url, profileId)
    if (!allowed.ok) return allowed
    const protocols = fillSubprotocols(template.protocols, source)
    if (!protocols.ok) return protocols
    const settings = fillHandshake(kept, source)
    if (!settings.ok) return settings
    const filled = { request: { ...template, url, protocols: protocols.value }, settings: settings.value }
    const planned = planHandshake({ ...filled, profileId, token: wish.pageToken, hasAccess: true, browser, guard })
    const fits = this.#withRoom(planned, wish)
    return fits.ok ? ok(filled) : fits
  }

  /** What is planned, unless policy allows no connection more. */
  #withRoom<T>(planned: Result<T>, { preparing }: Wish): Result<T> {
    const { guard, records } = this.#context
    const room = guard.checkCount(records.countInProgress() - Number(preparing !== undefined))
    return planned.ok && !room.ok ? room : planned
  }

  /** What a person waits for they see, and can give up. */
  async #token(wish: Wish, { template, url, secrets }: Addressed, auth: Auth): Promise<Result<string | undefined>> {
    if (auth.type !== 'oauth2') return ok(wish.pageToken)
    const { records, now, accessToken } = this.#context
    const found = free(wish)
    if (!found.ok) return found
    const { handshakeUrl: _, ...record } = found.value
    const asking = new AbortController()
    if (wish.caller !== undefined) {
      records.apply(
        { ...record, request: template, ...addressOf(url, secrets) },
        { type: 'connecting', at: now(), step: 'token' },
      )
      wish.preparing = records.find(record.id)?.state
      if (wish.preparing) this.#asking.set(wish.preparing, asking)
    }
    // One that cannot be stored is no reason to ask the server again and again.
    return accessToken(record.profileId, auth, asking.signal).catch(notStored)
  }

  /** Orders the handshake, when its turn at the URL has come if it has headers to be set or to be seen. */
  #shakeHands(
    { id, logId, profileId }: ConnectionRecord,
    { request, hasAccess, automation, attempt, ...prepared }: Prepared,
    planned: PlannedHandshake,
    plan: (hasAccess: boolean) => Result<PlannedHandshake>,
  ) {
    const { records, guard } = this.#context
    const { url, protocols, headers } = planned
    const secrets = [...planned.secrets, ...prepared.secrets]
    const open = () =>
      this.#context.order({
        type: 'open',
        connectionId: id,
        logId,
        request: { ...request, url, protocols, secrets },
        limits: limitsFor(guard.limits(), this.#context.profile(profileId)),
        automation: this.#changed.get(id) ?? automation,
        attempt,
        hasTurn: hasAccess,
      })
    const connecting = records.find(id)?.state
    if (!connecting) return
    this.#plans.set(connecting, plan)
    if (!hasAccess) return open()
    const isWanted = () => records.find(id)?.state === connecting
    this.#waiting.add(connecting)
    void this.#context
      .beginHandshake(id, url, headers, secrets, isWanted)
      // Without access, which may have been taken away, the browser would leave the headers out.
      .then(() => this.#hasAccess(new URL(url)))
      .then(
        (stillHasAccess) => {
          if (!isWanted()) return
          const now = plan(stillHasAccess)
          if (!now.ok && now.refusal.hostAccess) {
            this.#giveUp(id, 'user', withoutValues(now.refusal.message, secrets))
            const record = records.find(id)
            return record && this.#refused(record, now.refusal, secrets)
          }
          // Policy has changed, and the rule that is set is of the one before.
          if (JSON.stringify(now) !== JSON.stringify(ok(planned))) return this.#giveUp(id, 'policy')
          this.#waiting.delete(connecting)
          open()
        },
        (error: unknown) => isWanted() && this.#giveUp(id, 'network', `The browser did not take the headers: ${error}`),
      )
  }

  #hasAccess(url: URL): Promise<boolean> {
    return this.#context.hasHostAccess(hostAccessFor(url, this.#context.browser))
  }

  #requestOf(profileId: string): Result<ConnectionRequest> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return refuse('failed', 'Its profile was deleted; undo that or make a new one.')
    const { url, subprotocols, handshakeTimeout } = found.value
    return ok({ url, protocols: subprotocols, handshakeTimeout })
  }

  /** @param secrets what it may quote: what they stood for when it was asked for */
  #refused(record: ConnectionRecord, told: Refusal, secrets: readonly string[]): Connecting {
    const refusal = { ...told, message: withoutValues(told.message, secrets) }
    // The transport would ask for it on and on, and it would wait again with the next start of the background.
    if (record.state.phase === 'waiting') {
      this.#context.order({ type: 'rest', connectionId: record.id, reason: refusal.message })
    }
    this.#context.records.apply(record, { type: 'refused', at: this.#context.now(), refusal })
    return { ok: false, refusal }
  }

  #giveUp(connectionId: string, cause: CloseCause, detail = 'The handshake was given up before it began.'): void {
    const { records, order, now } = this.#context
    this.#context.endHandshake(connectionId)
    const record = records.find(connectionId)
    if (!record) return
    order({ type: 'note', logId: record.logId, code: 'handshake', message: detail })
    // It may be one that the transport waits for to be made again.
    order({ type: 'rest', connectionId })
    records.apply(record, { type: 'closed', at: now(), cause, code: 1006, reason: '', clean: false, detail })
  }
}

/** The connection, if it may be opened. */
function free({ find, preparing }: Wish): Result<ConnectionRecord> {
  const found = find()
  const isUsed = found.ok && found.value.state !== preparing && inProgress(found.value.state)
  return isUsed ? refuse('failed-connection-in-progress', whyInUse(found.value)) : found
}

/** Why a connection in progress cannot be opened, and what to do about it. */
function whyInUse({ state }: ConnectionRecord): string {
  switch (state.phase) {
    case 'open':
      return 'The connection is already open; disconnect it first.'
    case 'closing':
      return 'The connection is already closing; wait for it.'
    default:
      return 'The connection is already being made; wait for it, or disconnect first.'
  }
}

/** Where a connection leads, and what may be told of that. */
function addressOf(url: string, secrets: readonly string[]): Pick<ConnectionRecord, 'url' | 'toldUrl'> {
  return { url, toldUrl: withoutValues(url, secrets) }
}

function gone() {
  return refuse('unknown-connection', 'This connection is gone.')
}
