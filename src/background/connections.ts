import { messagesOf } from '../core/automation.ts'
import { type CloseRequest, checkCloseRequest, normalClosure } from '../core/close-request.ts'
import type { Written } from '../core/compose.ts'
import { confirmRule } from '../core/confirm.ts'
import { type CloseCause, type ConnectionEvent, idle, inProgress, isAlive } from '../core/connection.ts'
import { fillUrl } from '../core/handshake-variables.ts'
import type { ObservedHandshake } from '../core/observed-handshake.ts'
import { isOrganizationProfile } from '../core/policy-profiles.ts'
import { present } from '../core/present.ts'
import { ok, type Refusal, type Result, refuse } from '../core/result.ts'
import type { Script } from '../core/script.ts'
import type { ConnectionLimits, ConnectionReport } from '../wire/transport.ts'
import { limitsFor } from './connection-limits.ts'
import type { ConnectionRecords } from './connection-records.ts'
import type { ConnectionRecord } from './connection-store.ts'
import { once } from './once.ts'
import type { Connecting, Opening, OpeningContext, Reconnecting } from './opening.ts'
import type { PolicyGuard } from './policy-guard.ts'
import { Sending, type SendingContext } from './sending.ts'

/** What the connections and their parts need of their surroundings. */
export interface ConnectionsContext extends OpeningContext, SendingContext {
  readonly consent: OpeningContext['consent'] & SendingContext['consent']
  readonly variables: OpeningContext['variables']
  readonly guard: PolicyGuard
  script(profileId: string): Promise<Result<Script>>
  /** A connection was to be made again by itself. */
  onAgain(connectionId: string, answer: Connecting): void
  newId(): string
}

/**
 * The one owner of every connection: nothing is opened, sent on or closed but through here. Views are not trusted, so
 * each call says who is asking, and policy is asked at every create, connect and reconnect.
 */
export class Connections {
  readonly #context: ConnectionsContext
  readonly #records: ConnectionRecords
  readonly #sending: Sending
  readonly #toOpen: () => Promise<Opening>
  /** There is none before something is opened: this run of the background has begun no handshake then. */
  #opening: Opening | undefined

  constructor(context: ConnectionsContext) {
    this.#context = context
    this.#records = context.records
    this.#sending = new Sending(context)
    this.#toOpen = once(async () => {
      const { Opening } = await import('./opening.ts')
      this.#opening = new Opening(context)
      return this.#opening
    })
  }

  /** Whether a connection may be made from a profile, as far as can be told now. */
  mayCreate(profileId: string): Result<URL> {
    const profile = this.#context.profile(profileId)
    if (!profile.ok) return profile
    const url = fillUrl(profile.value.url, this.#context.variables.preview())
    const allowed = url.ok ? this.#context.guard.checkUrl(url.value, profileId) : url
    return allowed.ok ? allowed : { ok: false, refusal: this.#context.variables.withoutSecrets(allowed.refusal) }
  }

  create(caller: string, profileId: string): Result<{ connectionId: string }> {
    const allowed = this.mayCreate(profileId)
    if (!allowed.ok) return allowed
    const id = this.#context.newId()
    const logId = this.#records.freeLog(profileId, id)
    const owner = { type: 'view', viewId: caller } as const
    this.#records.put({ id, profileId, logId, owner, state: idle, url: allowed.value.href })
    return ok({ connectionId: id })
  }

  async connect(caller: string, connectionId: string, pageToken?: string): Promise<Connecting> {
    return (await this.#toOpen()).connect(caller, connectionId, pageToken)
  }

  async reconnect(caller: string, connectionId: string, how: Reconnecting = {}): Promise<Connecting> {
    return (await this.#toOpen()).reconnect(caller, connectionId, how)
  }

  disconnect(caller: string, connectionId: string, request: CloseRequest = normalClosure): Result<null> {
    const found = this.#records.owned(caller, connectionId)
    if (!found.ok) return found
    const checked = checkCloseRequest(request)
    if (!checked.ok) return checked
    const { phase } = found.value.state
    if (phase === 'waiting') {
      this.#rest(found.value)
      return ok(null)
    }
    if (phase !== 'connecting' && phase !== 'open') {
      return refuse('not-connected', 'There is nothing to disconnect: the connection is not open.')
    }
    this.#close(found.value, 'user', request)
    return ok(null)
  }

  dispose(caller: string, connectionId: string): Result<null> {
    const found = this.#records.owned(caller, connectionId)
    if (!found.ok) return found
    this.#forget(found.value, 'user')
    return ok(null)
  }

  pin(caller: string, connectionId: string, pinned: boolean): Result<null> {
    const found = this.#records.owned(caller, connectionId)
    if (!found.ok) return found
    this.#records.put({ ...found.value, owner: pinned ? { type: 'background' } : { type: 'view', viewId: caller } })
    return ok(null)
  }

  /** See `Sending.send`. */
  send(caller: string, connectionId: string, written: Written): Promise<Result<null>> {
    return this.#sending.send(caller, connectionId, written)
  }

  /** Runs a sequence of the connection's profile; how far it has come is told with the traffic. */
  async startSequence(caller: string, connectionId: string, sequenceId: string): Promise<Result<null>> {
    const owned = this.#records.owned(caller, connectionId)
    const script = owned.ok ? await this.#context.script(owned.value.profileId) : owned
    if (!script.ok) return script
    const found = this.#records.owned(caller, connectionId)
    if (!found.ok) return found
    const sequence = script.value.sequences.find(({ id }) => id === sequenceId)
    if (!sequence) return refuse('failed', 'This sequence does not exist any more.')
    if (found.value.state.phase !== 'open') {
      return refuse('not-connected', 'The sequence was not run: the connection is not open.')
    }
    if (this.#context.consent.isAsked('message', found.value.profileId)) {
      return refuse(
        'failed',
        'The sequence was not run: the profile asks before each message; change that in its options.',
        { rule: confirmRule('message') },
      )
    }
    this.#context.order({ type: 'run', connectionId, sequence, messages: messagesOf(sequence, script.value) })
    return ok(null)
  }

  stopSequence(caller: string, connectionId: string, sequenceId: string): Result<null> {
    const found = this.#records.owned(caller, connectionId)
    if (!found.ok) return found
    this.#context.order({ type: 'halt', connectionId, sequenceId })
    return ok(null)
  }

  /** Deletes the beginning of a log, unless another view has a connection that writes to it. */
  async trimLog(caller: string, logId: string, before: number): Promise<Result<null>> {
    const started = await this.#context.startTransport()
    if (!started.ok) return started
    const used = this.#records.list().filter((record) => record.logId === logId)
    if (!this.#records.allOwned(caller, used).ok) {
      return refuse('not-owner', 'Nothing was deleted: another panel writes to this log.')
    }
    // A profile's own log is used by its next connection, one of another connection by that only.
    const isOver = used.length === 0 && !this.#context.profile(logId).ok
    this.#context.order({ type: 'trim', logId, before, isOver })
    return ok(null)
  }

  /** Puts a bookmark at an entry of a log, or takes it away. It changes nothing of the log, so anybody may. */
  async mark(logId: string, seq: number, note: string | undefined): Promise<Result<null>> {
    const started = await this.#context.startTransport()
    if (!started.ok) return started
    this.#context.order({ type: 'mark', logId, seq, ...present({ note }) })
    return ok(null)
  }

  /** Closes and disposes what a view owned that is gone for good. */
  ownerGone(viewId: string): void {
    for (const record of this.#records.list()) {
      if (record.owner.type === 'view' && record.owner.viewId === viewId) this.#forget(record, 'owner-gone')
    }
  }

  /** Disposes all connections of profiles that are to be deleted, unless another view uses one. */
  disposeOf(caller: string, ...profileIds: readonly string[]): Result<null> {
    const all = this.#records.list().filter((record) => profileIds.includes(record.profileId))
    const owned = this.#records.allOwned(caller, all)
    if (!owned.ok) return owned
    for (const record of all) this.#forget(record, 'user')
    return ok(null)
  }

  onEvent(connectionId: string, event: ConnectionEvent): void {
    const explained = this.#opening?.explained(connectionId, event) ?? event
    const record = this.#records.find(connectionId)
    if (record) this.#records.apply(record, explained)
    else this.#dispose(connectionId, 'owner-gone')
  }

  /** The time of a waiting connection has come. */
  onDue(connectionId: string): void {
    const made = this.#toOpen().then((opening) => opening.again(connectionId))
    // Where it fails, the transport asks again.
    made.then(
      (answer) => answer && this.#context.onAgain(connectionId, answer),
      () => undefined,
    )
  }

  /** A profile, or what belongs to it, has changed: what its connections do by themselves and may carry, too. */
  async onProfileChanged(profileId: string): Promise<void> {
    const { profile, automation, order } = this.#context
    const found = profile(profileId)
    const isTold = (record: ConnectionRecord) => isAlive(record.state) || this.#opening?.isBegun(record)
    const users = () => this.#records.list().filter((record) => record.profileId === profileId && isTold(record))
    if (!found.ok || users().length === 0) return
    // At once: it holds for the answer to what is sent next.
    for (const record of users()) order({ type: 'limit', connectionId: record.id, limits: this.#limitsOf(record) })
    const changed = await automation(found.value)
    for (const { id } of users()) {
      this.#opening?.automate(id, changed)
      order({ type: 'automate', connectionId: id, automation: changed })
    }
  }

  /** Variables have other values now. */
  onVariablesChanged(): void {
    for (const profileId of new Set(this.#records.list().map((record) => record.profileId))) {
      void this.onProfileChanged(profileId)
    }
  }

  /** See `Opening.onObserved`. */
  onObserved(connectionId: string, handshake: ObservedHandshake): void {
    this.#opening?.onObserved(connectionId, handshake)
  }

  /** Makes every state true again: what the transport does not hold is not open, whatever was remembered. */
  onReport(reports: readonly ConnectionReport[]): void {
    const held = new Map(reports.map((report) => [report.connectionId, report]))
    for (const record of this.#records.list()) {
      const { state, url: handshakeUrl } = held.get(record.id) ?? {}
      // An end from before the connection was ordered anew is none of what was ordered then: that went with the background.
      const isLatest =
        state && (isAlive(state) || ('at' in state && isAlive(record.state) && startOf(record) <= state.at))
      if (isLatest) this.#records.put({ ...record, ...present({ handshakeUrl }), state })
      else if (record.state.phase === 'waiting')
        this.#records.apply(record, { type: 'rested', at: this.#context.now() })
      else if (inProgress(record.state)) {
        this.#records.apply(record, this.#lost())
        this.#context.endHandshake(record.id)
      }
    }
    for (const id of held.keys()) {
      if (!this.#records.find(id)) this.#dispose(id, 'owner-gone')
    }
    this.#context.acknowledgements.lost()
  }

  /** Closes at once what a changed policy forbids, and tells the transport what holds for the others. */
  enforcePolicy(): void {
    const { guard, order, profile } = this.#context
    // What the organisation gives no more is shown nowhere any more. Without a policy that can be read it may be back soon:
    // one may have a fault for a while, and Chromium delivers it only some seconds after an extension was loaded anew.
    if (guard.policy().organization.state === 'active') {
      for (const record of this.#records.list()) {
        if (isOrganizationProfile(record.profileId) && !profile(record.profileId).ok) this.#forget(record, 'policy')
      }
    }
    const alive = this.#records.list().filter(({ state }) => state.phase === 'connecting' || state.phase === 'open')
    alive.sort((one, other) => startOf(one) - startOf(other))
    let kept = 0
    for (const record of alive) {
      const { url = '', handshakeUrl, profileId } = record
      const given = guard.checkUrl(url, profileId)
      const extended = given.ok && handshakeUrl ? guard.checkAddress(new URL(handshakeUrl)) : given
      const planned = extended.ok ? (this.#opening?.planned(record) ?? extended) : extended
      const allowed = planned.ok ? guard.checkCount(kept) : planned
      if (allowed.ok) {
        order({ type: 'limit', connectionId: record.id, limits: this.#limitsOf(record) })
        kept += 1
      } else this.#closeByPolicy(record, allowed.refusal)
    }
  }

  #limitsOf({ profileId }: ConnectionRecord): ConnectionLimits {
    return limitsFor(this.#context.guard.limits(), this.#context.profile(profileId))
  }

  #rest(record: ConnectionRecord): void {
    this.#records.apply(record, { type: 'rested', at: this.#context.now() })
    this.#context.order({ type: 'rest', connectionId: record.id })
  }

  #closeByPolicy(record: ConnectionRecord, { message, rule }: Refusal): void {
    const words = rule === undefined ? message : `${message} (${rule})`
    this.#context.order({ type: 'note', logId: record.logId, code: 'policy', message: words })
    this.#close(record, 'policy', normalClosure)
  }

  #close(record: ConnectionRecord, cause: CloseCause, request: CloseRequest): void {
    if (record.state.phase === 'connecting' && this.#opening?.giveUp(record, cause)) return
    this.#records.apply(record, { ...request, type: 'closing', at: this.#context.now() })
    this.#context.order({ ...request, type: 'close', connectionId: record.id, cause })
  }

  #forget(record: ConnectionRecord, cause: CloseCause): void {
    this.#opening?.forget(record)
    this.#dispose(record.id, cause)
    this.#records.remove(record)
  }

  /** Where logs go with their connections, nothing is logged behind what is deleted. */
  #dispose(connectionId: string, cause: CloseCause): void {
    const { guard, order } = this.#context
    order({ type: 'dispose', connectionId, cause, ...(guard.limits().keepLogs ? {} : { silent: true }) })
  }

  #lost(): ConnectionEvent {
    const detail = 'The browser ended the part that holds connections.'
    return { type: 'closed', at: this.#context.now(), cause: 'restart', code: 1006, reason: '', clean: false, detail }
  }
}

function startOf({ state }: ConnectionRecord): number {
  return 'since' in state ? state.since : 0
}
