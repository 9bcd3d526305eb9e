import { type CloseRequest, checkCloseRequest, normalClosure } from '../core/close-request.ts'
import { type CloseCause, type ConnectionEvent, idle, inProgress, transition } from '../core/connection.ts'
import { checkJson, minifyJson } from '../core/json.ts'
import { decide, type PolicyState } from '../core/policy.ts'
import type { Profile, SendAs } from '../core/profile.ts'
import { ok, type Refusal, type Result, refuse } from '../core/result.ts'
import { checkSubprotocols } from '../core/subprotocols.ts'
import { parseWebSocketUrl } from '../core/url.ts'
import type { ConnectionReport, ConnectionRequest, Order } from '../wire/transport.ts'
import type { ConnectionRecord } from './connection-store.ts'

/** What the connections need of their surroundings. */
export interface ConnectionsContext {
  profile(profileId: string): Result<Profile, 'unknown-profile'>
  policy(): PolicyState
  /** Resolves when orders can be given; rejects when the browser cannot start the transport. */
  transportReady(): Promise<void>
  order(order: Order): void
  /** Called after every change of a connection. */
  onConnection(connection: ConnectionRecord): void
  onConnectionRemoved(connection: ConnectionRecord): void
  now(): number
  newId(): string
}

type Connecting = Result<{ outcome: 'connecting' }>

/**
 * The one owner of every connection: nothing is opened, sent on or closed but through here. Views are not trusted, so
 * each call says who is asking, and policy is asked at every create, connect and reconnect.
 */
export class Connections {
  readonly #context: ConnectionsContext
  readonly #records = new Map<string, ConnectionRecord>()
  readonly #sends = new Map<string, (result: Result<null>) => void>()

  constructor(context: ConnectionsContext) {
    this.#context = context
  }

  list(): ConnectionRecord[] {
    return [...this.#records.values()]
  }

  /** Takes over what an earlier run of the background left. */
  restore(records: readonly ConnectionRecord[]): void {
    for (const record of records) this.#records.set(record.id, record)
  }

  create(caller: string, profileId: string): Result<{ connectionId: string }> {
    const profile = this.#context.profile(profileId)
    if (!profile.ok) return profile
    const allowed = this.#checkUrl(profile.value.url)
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

  async connect(caller: string, connectionId: string): Promise<Connecting> {
    return this.#open(caller, connectionId, (record) => this.#resolve(record.profileId))
  }

  /** Repeats the last connect; policy is asked afresh (spec C7). */
  async reconnect(caller: string, connectionId: string): Promise<Connecting> {
    return this.#open(caller, connectionId, ({ state, request }) => {
      if (state.phase !== 'closed' || request === undefined) {
        return refuse('failed', 'Only a connection that was connected before and is disconnected can be reconnected.')
      }
      const allowed = this.#checkUrl(request.url)
      return allowed.ok ? ok(request) : allowed
    })
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
    const { id, state, logId } = found.value
    if (state.phase !== 'open') {
      const message = 'Nothing was sent: the connection is not open.'
      await this.#note(logId, message)
      return refuse('not-connected', message)
    }
    const wireText = this.#wireText(found.value, text, sendAs)
    if (!wireText.ok) return wireText
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
    const record = this.#records.get(connectionId)
    if (record) this.#apply(record, event)
    else this.#context.order({ type: 'dispose', connectionId, cause: 'owner-gone' })
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
      if (!this.#records.has(id)) this.#context.order({ type: 'dispose', connectionId: id, cause: 'owner-gone' })
    }
    for (const sendId of this.#sends.keys()) this.onSent(sendId, refuse('failed', 'The connection was lost.'))
  }

  /** Closes at once what a changed policy forbids (spec P4). */
  enforcePolicy(): void {
    for (const record of this.list()) {
      const { state, request, logId } = record
      if (request === undefined || (state.phase !== 'connecting' && state.phase !== 'open')) continue
      const decision = decide(this.#context.policy(), new URL(request.url))
      if (decision.allowed) continue
      this.#context.order({ type: 'note', logId, code: 'policy', message: `${decision.message} (${decision.rule})` })
      this.#close(record, 'policy', normalClosure)
    }
  }

  /** Closes and disposes what a view owned that is gone for good. */
  ownerGone(viewId: string): void {
    for (const record of this.list()) {
      if (record.owner.type === 'view' && record.owner.viewId === viewId) this.#forget(record, 'owner-gone')
    }
  }

  /** Disposes all connections of a profile that is to be deleted, unless another view uses one. */
  disposeOf(caller: string, profileId: string): Result<null> {
    const all = this.list().filter((record) => record.profileId === profileId)
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
    resolve: (record: ConnectionRecord) => Result<ConnectionRequest>,
  ): Promise<Connecting> {
    const started = await this.#startTransport()
    // From here to the order nothing waits, so what is checked is still true when the order goes out.
    const found = this.#owned(caller, connectionId)
    if (!found.ok) return found
    const record = found.value
    if (inProgress(record.state)) {
      return refuse('failed-connection-in-progress', `The connection is already ${phaseInWords(record)}.`)
    }
    const request = started.ok ? resolve(record) : started
    if (!request.ok) return this.#refused(record, request.refusal)
    const next = { ...record, request: request.value }
    this.#apply(next, { type: 'connecting', at: this.#context.now() })
    this.#context.order({ type: 'open', connectionId, logId: record.logId, request: request.value })
    return ok({ outcome: 'connecting' })
  }

  async #startTransport(): Promise<Result<null>> {
    try {
      await this.#context.transportReady()
      return ok(null)
    } catch (error) {
      return refuse('failed', `The browser could not start the part that holds connections: ${String(error)}`)
    }
  }

  #resolve(profileId: string): Result<ConnectionRequest> {
    const found = this.#context.profile(profileId)
    if (!found.ok) return refuse('failed', 'The profile of this connection was deleted; undo that or make a new one.')
    const { url, subprotocols, kind, handshakeTimeout } = found.value
    const allowed = this.#checkUrl(url)
    if (!allowed.ok) return allowed
    const protocols = checkSubprotocols(subprotocols)
    if (!protocols.ok) return protocols
    return ok({ url: allowed.value.href, protocols: protocols.value, kind, handshakeTimeout })
  }

  #checkUrl(text: string): Result<URL> {
    const url = parseWebSocketUrl(text)
    if (!url.ok) return url
    const decision = decide(this.#context.policy(), url.value)
    if (decision.allowed) return url
    return refuse('url-blocked', decision.message, { field: 'url', rule: decision.rule })
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
    this.#apply(record, { type: 'closing', at: this.#context.now(), code, reason })
    this.#context.order({ type: 'close', connectionId: record.id, cause, code, reason })
  }

  #forget(record: ConnectionRecord, cause: CloseCause): void {
    this.#records.delete(record.id)
    this.#context.order({ type: 'dispose', connectionId: record.id, cause })
    this.#context.onConnectionRemoved(record)
  }

  async #note(logId: string, message: string): Promise<void> {
    const started = await this.#startTransport()
    if (started.ok) this.#context.order({ type: 'note', logId, code: 'send-refused', message })
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
    this.#records.set(record.id, record)
    this.#context.onConnection(record)
  }
}

function phaseInWords({ state }: ConnectionRecord): string {
  switch (state.phase) {
    case 'open':
      return 'open'
    case 'closing':
      return 'closing; wait until it is closed'
    default:
      return 'being made'
  }
}
