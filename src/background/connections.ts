import { type CloseRequest, checkCloseRequest, normalClosure } from '../core/close-request.ts'
import { type CloseCause, type ConnectionEvent, idle, inProgress, transition } from '../core/connection.ts'
import type { HandshakeSettings, ResolvedHandshake } from '../core/handshake.ts'
import type { Browser, HeaderOperation } from '../core/headers.ts'
import { hostAccessFor } from '../core/host-access.ts'
import { checkJson, minifyJson } from '../core/json.ts'
import type { ObservedHandshake } from '../core/observed-handshake.ts'
import type { Limits } from '../core/policy-rules.ts'
import type { Profile, SendAs } from '../core/profile.ts'
import { ok, type Refusal, type Result, refuse } from '../core/result.ts'
import { parseWebSocketUrl } from '../core/url.ts'
import type { ConnectionLimits, ConnectionReport, ConnectionRequest, Order } from '../wire/transport.ts'
import type { ConnectionRecord } from './connection-store.ts'
import { planHandshake } from './handshake-plan.ts'
import { phaseInWords } from './phase-in-words.ts'
import type { PolicyGuard } from './policy-guard.ts'

/** What the connections need of their surroundings. */
export interface ConnectionsContext {
  profile(profileId: string): Result<Profile, 'unknown-profile'>
  readonly guard: PolicyGuard
  readonly browser: Browser
  handshake(profileId: string): Promise<HandshakeSettings>
  hasHostAccess(origins: readonly string[]): Promise<boolean>
  /** Waits for the turn of a handshake at its URL and sets its headers; rejects when the browser does not take them. */
  beginHandshake(connectionId: string, url: string, headers: readonly HeaderOperation[]): Promise<void>
  /** Ends the turn, if it is still going on. */
  endHandshake(connectionId: string): void
  /** Resolves when orders can be given; rejects when the browser cannot start the transport. */
  transportReady(): Promise<void>
  order(order: Order): void
  /** Called after every change of a connection, with what was before. */
  onConnection(connection: ConnectionRecord, previous: ConnectionRecord | undefined): void
  onConnectionRemoved(connection: ConnectionRecord): void
  now(): number
  newId(): string
}

type Connecting = Result<{ outcome: 'connecting' }>

interface Surroundings {
  readonly settings: HandshakeSettings
  readonly hasAccess: boolean
  readonly pageToken: string | undefined
}

/**
 * The one owner of every connection: nothing is opened, sent on or closed but through here. Views are not trusted, so
 * each call says who is asking, and policy is asked at every create, connect and reconnect.
 */
export class Connections {
  readonly #context: ConnectionsContext
  readonly #records = new Map<string, ConnectionRecord>()
  readonly #sends = new Map<string, (result: Result<null>) => void>()
  /** Connections that wait for the turn of their handshake: the transport has no order for them yet. */
  readonly #waiting = new Set<string>()
  /** What is known of failed handshakes whose end the transport has not told yet. */
  readonly #explanations = new Map<string, string>()

  constructor(context: ConnectionsContext) {
    this.#context = context
  }

  list(): ConnectionRecord[] {
    return [...this.#records.values()]
  }

  find(connectionId: string): ConnectionRecord | undefined {
    return this.#records.get(connectionId)
  }

  /** Takes over what an earlier run of the background left. */
  restore(records: readonly ConnectionRecord[]): void {
    for (const record of records) this.#records.set(record.id, record)
  }

  create(caller: string, profileId: string): Result<{ connectionId: string }> {
    const profile = this.#context.profile(profileId)
    if (!profile.ok) return profile
    const allowed = this.#context.guard.checkUrl(profile.value.url, profileId)
    if (!allowed.ok) return allowed
    const id = this.#context.newId()
    this.#put({
      id,
      profileId,
      logId: this.#freeLog(profileId, id),
      owner: { type: 'view', viewId: caller },
      state: idle,
    })
    return ok({ connectionId: id })
  }

  /** @param pageToken what the panel read from the inspected page, where the profile asks for it */
  async connect(caller: string, connectionId: string, pageToken?: string): Promise<Connecting> {
    return this.#open(caller, connectionId, pageToken, (record) => this.#requestOf(record.profileId))
  }

  /** Repeats the last connect; policy and authentication are evaluated afresh (spec C7). */
  async reconnect(caller: string, connectionId: string, pageToken?: string): Promise<Connecting> {
    return this.#open(caller, connectionId, pageToken, ({ state, request }) =>
      state.phase === 'closed' && request !== undefined
        ? ok(request)
        : refuse('failed', 'Only a connection that was connected before and is disconnected can be reconnected.'),
    )
  }

  disconnect(caller: string, connectionId: string, request: CloseRequest = normalClosure): Result<null> {
    const found = this.#owned(caller, connectionId)
    if (!found.ok) return found
    const checked = checkCloseRequest(request)
    if (!checked.ok) return checked
    const { phase } = found.value.state
    if (phase !== 'connecting' && phase !== 'open') {
      return refuse('not-connected', 'There is nothing to disconnect: the connection is not open.')
    }
    this.#close(found.value, 'user', request)
    return ok(null)
  }

  dispose(caller: string, connectionId: string): Result<null> {
    const found = this.#owned(caller, connectionId)
    if (!found.ok) return found
    this.#forget(found.value, 'user')
    return ok(null)
  }

  pin(caller: string, connectionId: string, pinned: boolean): Result<null> {
    const found = this.#owned(caller, connectionId)
    if (!found.ok) return found
    this.#put({ ...found.value, owner: pinned ? { type: 'background' } : { type: 'view', viewId: caller } })
    return ok(null)
  }

  async send(caller: string, connectionId: string, text: string, sendAs: SendAs): Promise<Result<null>> {
    const found = this.#owned(caller, connectionId)
    if (!found.ok) return found
    const { id, state } = found.value
    if (state.phase !== 'open') {
      const message = 'Nothing was sent: the connection is not open.'
      await this.#note(found.value, message)
      return refuse('not-connected', message)
    }
    const wireText = this.#wireText(found.value, text, sendAs)
    if (!wireText.ok) return wireText
    const checked = this.#context.guard.checkMessage(wireText.value)
    if (!checked.ok) return checked
    const sendId = this.#context.newId()
    const sent = new Promise<Result<null>>((settle) => this.#sends.set(sendId, settle))
    this.#context.order({ type: 'send', connectionId: id, sendId, text: wireText.value })
    return sent
  }

  /** Deletes the beginning of a log, unless another view has a connection that writes to it. */
  async trimLog(caller: string, logId: string, before: number): Promise<Result<null>> {
    const [profileId = ''] = logId.split('.')
    const profile = this.#context.profile(profileId)
    if (!profile.ok) return profile
    const used = this.list().filter((record) => record.logId === logId)
    const refused = used.map(({ id }) => this.#owned(caller, id)).find((found) => !found.ok)
    if (refused && !refused.ok) return refused
    const started = await this.#startTransport()
    if (!started.ok) return started
    this.#context.order({ type: 'trim', logId, before })
    return ok(null)
  }

  onSent(sendId: string, result: Result<null>): void {
    this.#sends.get(sendId)?.(result)
    this.#sends.delete(sendId)
  }

  onEvent(connectionId: string, event: ConnectionEvent): void {
    if (event.type === 'opened' || event.type === 'closed') this.#context.endHandshake(connectionId)
    const record = this.#records.get(connectionId)
    if (record) this.#apply(record, this.#explained(connectionId, event))
    else this.#dispose(connectionId, 'owner-gone')
  }

  /**
   * Takes what the browser let us see of a handshake.
   * @param explanation why it failed, should it have failed; the browser may tell before or after the socket does
   */
  onObserved(connectionId: string, handshake: ObservedHandshake, explanation: string | undefined): void {
    const record = this.#records.get(connectionId)
    if (!record) return
    const { logId, state } = record
    this.#context.order({ type: 'observed', connectionId, logId, handshake })
    if (explanation === undefined) return
    if (state.phase === 'connecting') this.#explanations.set(connectionId, explanation)
    else if (state.phase === 'closed' && state.during === 'handshake') {
      this.#put({ ...record, state: { ...state, detail: explanation } })
    }
  }

  /** The connection, if the caller may use it. */
  findFor(caller: string, connectionId: string): Result<ConnectionRecord> {
    return this.#owned(caller, connectionId)
  }

  /** Makes every state true again: what the transport does not hold is not open, whatever was remembered. */
  onReport(reports: readonly ConnectionReport[]): void {
    const held = new Map(reports.map(({ connectionId, state }) => [connectionId, state]))
    for (const record of this.list()) {
      const state = held.get(record.id)
      if (state !== undefined && (inProgress(state) || inProgress(record.state))) this.#put({ ...record, state })
      else if (inProgress(record.state)) this.#apply(record, this.#lost())
    }
    for (const id of held.keys()) {
      if (!this.#records.has(id)) this.#dispose(id, 'owner-gone')
    }
    for (const sendId of this.#sends.keys()) this.onSent(sendId, refuse('failed', 'The connection was lost.'))
  }

  /** Closes at once what a changed policy forbids (spec P4), and tells the transport what holds for the others. */
  enforcePolicy(): void {
    const { guard } = this.#context
    const alive = this.list().filter(({ state }) => state.phase === 'connecting' || state.phase === 'open')
    alive.sort((one, other) => startOf(one) - startOf(other))
    let kept = 0
    for (const record of alive) {
      const url = guard.checkUrl(record.request?.url ?? '', record.profileId)
      const allowed = url.ok ? guard.checkCount(kept) : url
      if (allowed.ok) this.#keepWithin(guard.limits(), record)
      else this.#closeByPolicy(record, allowed.refusal)
      if (allowed.ok) kept += 1
    }
  }

  /** Closes and disposes what a view owned that is gone for good. */
  ownerGone(viewId: string): void {
    for (const record of this.list()) {
      if (record.owner.type === 'view' && record.owner.viewId === viewId) this.#forget(record, 'owner-gone')
    }
  }

  /** Disposes all connections of a profile that is to be deleted, unless another view uses one. */
  disposeOf(caller: string, ...profileIds: readonly string[]): Result<null> {
    const all = this.list().filter((record) => profileIds.includes(record.profileId))
    const refused = all.map(({ id }) => this.#owned(caller, id)).find((found) => !found.ok)
    if (refused && !refused.ok) return refused
    for (const record of all) this.#forget(record, 'user')
    return ok(null)
  }

  /** The views that own a connection. */
  owners(): Set<string> {
    return new Set(this.list().flatMap(({ owner }) => (owner.type === 'view' ? [owner.viewId] : [])))
  }

  async #open(
    caller: string,
    connectionId: string,
    pageToken: string | undefined,
    requestOf: (record: ConnectionRecord) => Result<ConnectionRequest>,
  ): Promise<Connecting> {
    const surroundings = await this.#surroundings(connectionId, pageToken)
    // From here to the answer nothing waits, so what is checked is still true when the connection is being made.
    const found = this.#owned(caller, connectionId)
    if (!found.ok) return found
    const record = found.value
    if (inProgress(record.state)) {
      return refuse('failed-connection-in-progress', `The connection is already ${phaseInWords(record)}.`)
    }
    if (!surroundings.ok) return this.#refused(record, surroundings.refusal)
    const request = requestOf(record)
    if (!request.ok) return this.#refused(record, request.refusal)
    const { guard, browser } = this.#context
    const plan = { ...surroundings.value, request: request.value, profileId: record.profileId, browser, guard }
    const room = guard.checkCount(this.#countInProgress())
    const handshake = room.ok ? planHandshake(plan) : room
    if (!handshake.ok) return this.#refused(record, handshake.refusal)
    this.#apply({ ...record, request: request.value }, { type: 'connecting', at: this.#context.now() })
    this.#shakeHands(record, request.value, handshake.value, surroundings.value.hasAccess)
    return ok({ outcome: 'connecting' })
  }

  /** Everything a connect has to wait for before it is decided. */
  async #surroundings(connectionId: string, pageToken: string | undefined): Promise<Result<Surroundings>> {
    const started = await this.#startTransport()
    const record = this.#records.get(connectionId)
    if (!started.ok || !record) return started.ok ? refuse('unknown-connection', 'This connection is gone.') : started
    const profile = this.#context.profile(record.profileId)
    const url = parseWebSocketUrl(record.request?.url ?? (profile.ok ? profile.value.url : ''))
    const [settings, hasAccess] = await Promise.all([
      this.#context.handshake(record.profileId),
      url.ok && this.#context.hasHostAccess(hostAccessFor(url.value, this.#context.browser)),
    ])
    return ok({ settings, hasAccess, pageToken })
  }

  /** Orders the handshake, when its turn at the URL has come if it has headers to be set or to be seen. */
  #shakeHands(
    { id, logId }: ConnectionRecord,
    request: ConnectionRequest,
    handshake: ResolvedHandshake,
    hasAccess: boolean,
  ) {
    const { url, protocols, headers } = handshake
    const open = () =>
      this.#context.order({
        type: 'open',
        connectionId: id,
        logId,
        request: { ...request, url, protocols },
        limits: limitsFor(this.#context.guard.limits()),
      })
    if (!hasAccess) return open()
    const attempt = this.#records.get(id)?.state
    this.#waiting.add(id)
    void this.#context.beginHandshake(id, url, headers).then(
      () => {
        if (this.#records.get(id)?.state !== attempt) return this.#context.endHandshake(id)
        this.#waiting.delete(id)
        open()
      },
      (error: unknown) => this.#giveUp(id, 'network', `The browser did not take the headers: ${String(error)}`),
    )
  }

  async #startTransport(): Promise<Result<null>> {
    try {
      await this.#context.transportReady()
      return ok(null)
    } catch (error) {
      return refuse('failed', `The browser could not start the part that holds connections: ${String(error)}`)
    }
  }

  #requestOf(profileId: string): Result<ConnectionRequest> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return refuse('failed', 'The profile of this connection was deleted; undo that or make a new one.')
    const { url, subprotocols, kind, handshakeTimeout } = found.value
    return ok({ url, protocols: subprotocols, kind, handshakeTimeout })
  }

  #countInProgress(): number {
    return this.list().filter(({ state }) => inProgress(state)).length
  }

  #keepWithin(limits: Limits, { id }: ConnectionRecord): void {
    this.#context.order({ type: 'limit', connectionId: id, limits: limitsFor(limits) })
  }

  #closeByPolicy(record: ConnectionRecord, { message, rule }: Refusal): void {
    const words = rule === undefined ? message : `${message} (${rule})`
    this.#context.order({ type: 'note', logId: record.logId, code: 'policy', message: words })
    this.#close(record, 'policy', normalClosure)
  }

  #wireText({ profileId }: ConnectionRecord, text: string, sendAs: SendAs): Result<string> {
    if (sendAs === 'text') return ok(text)
    const json = checkJson(text, sendAs === 'json-object' ? 'object' : 'value')
    if (!json.ok) return json
    const profile = this.#context.profile(profileId)
    return ok(profile.ok && profile.value.minify ? minifyJson(text) : text)
  }

  #owned(caller: string, connectionId: string): Result<ConnectionRecord> {
    const record = this.#records.get(connectionId)
    if (!record) return refuse('unknown-connection', 'This connection does not exist any more.')
    if (record.owner.type === 'view' && record.owner.viewId !== caller) {
      return refuse('not-owner', 'This connection belongs to another panel; only its owner may use it.')
    }
    return ok(record)
  }

  #refused(record: ConnectionRecord, refusal: Refusal): Connecting {
    this.#apply(record, { type: 'refused', at: this.#context.now(), refusal })
    return { ok: false, refusal }
  }

  #close(record: ConnectionRecord, cause: CloseCause, request: CloseRequest): void {
    const { code, reason } = request
    if (record.state.phase === 'connecting' && this.#waiting.has(record.id)) {
      this.#giveUp(record.id, cause, 'The handshake was given up before it began.')
      return
    }
    this.#apply(record, { type: 'closing', at: this.#context.now(), code, reason })
    this.#context.order({ type: 'close', connectionId: record.id, cause, code, reason })
  }

  #explained(connectionId: string, event: ConnectionEvent): ConnectionEvent {
    const detail = this.#explanations.get(connectionId)
    this.#explanations.delete(connectionId)
    return event.type === 'closed' && event.cause === 'network' && detail !== undefined ? { ...event, detail } : event
  }

  /** Ends a connect that the transport does not know of yet. */
  #giveUp(connectionId: string, cause: CloseCause, detail: string): void {
    this.#waiting.delete(connectionId)
    this.#context.endHandshake(connectionId)
    const record = this.#records.get(connectionId)
    if (!record) return
    this.#context.order({ type: 'note', logId: record.logId, code: 'handshake', message: detail })
    const at = this.#context.now()
    this.#apply(record, { type: 'closed', at, cause, code: 1006, reason: '', clean: false, detail })
  }

  #forget(record: ConnectionRecord, cause: CloseCause): void {
    this.#records.delete(record.id)
    this.#waiting.delete(record.id)
    this.#dispose(record.id, cause)
    this.#context.onConnectionRemoved(record)
  }

  /** Where logs go with their connections, nothing is logged behind what is deleted. */
  #dispose(connectionId: string, cause: CloseCause): void {
    const { guard, order } = this.#context
    order({ type: 'dispose', connectionId, cause, ...(guard.limits().keepLogs ? {} : { silent: true }) })
  }

  async #note({ id, logId }: ConnectionRecord, message: string): Promise<void> {
    const started = await this.#startTransport()
    if (started.ok && this.#records.has(id)) this.#context.order({ type: 'note', logId, code: 'send-refused', message })
  }

  /** The log of a profile goes on from connection to connection; a second one at the same time gets its own. */
  #freeLog(profileId: string, connectionId: string): string {
    const taken = this.list().some(({ logId }) => logId === profileId)
    return taken ? `${profileId}.${connectionId}` : profileId
  }

  #lost(): ConnectionEvent {
    const detail = 'The browser ended the part of the extension that held the connection.'
    return { type: 'closed', at: this.#context.now(), cause: 'restart', code: 1006, reason: '', clean: false, detail }
  }

  #apply(record: ConnectionRecord, event: ConnectionEvent): void {
    this.#put({ ...record, state: transition(record.state, event) })
  }

  #put(record: ConnectionRecord): void {
    const previous = this.#records.get(record.id)
    this.#records.set(record.id, record)
    this.#context.onConnection(record, previous)
  }
}

function limitsFor({ maxMessageBytes, auditMessages }: Limits): ConnectionLimits {
  return { audit: auditMessages, ...(maxMessageBytes === undefined ? {} : { maxMessageBytes }) }
}

function startOf({ state }: ConnectionRecord): number {
  return 'since' in state ? state.since : 0
}
