import { decodeBase64 } from '../core/base64.ts'
import { expectedJson, fill, type Written } from '../core/compose.ts'
import { type ExpectedJson, isExpectedJson, minifyJson } from '../core/json.ts'
import type { Profile } from '../core/profile.ts'
import { type Result, refuse } from '../core/result.ts'
import type { Order, OutgoingMessage } from '../wire/transport.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import type { ConnectionRecords } from './connection-records.ts'
import type { ConnectionRecord } from './connection-store.ts'
import type { Consent } from './consent.ts'
import type { Variables } from './environments.ts'
import type { PolicyGuard } from './policy-guard.ts'

/** What sending needs of its surroundings. */
export interface SendingContext {
  readonly records: ConnectionRecords
  readonly variables: Pick<Variables, 'source'>
  readonly guard: Pick<PolicyGuard, 'checkMessage' | 'limits'>
  readonly consent: Pick<Consent, 'isAsked' | 'toSend'>
  profile(profileId: string): Result<Profile, 'unknown-profile'>
  startTransport(): Promise<Result<null>>
  order(order: Order): void
  readonly acknowledgements: Acknowledgements
}

type Refused = Extract<Result<never>, { ok: false }>

/** Sends what a view gives, as it is asked to, or says why not. */
export class Sending {
  readonly #context: SendingContext

  constructor(context: SendingContext) {
    this.#context = context
  }

  async send(caller: string, connectionId: string, written: Written): Promise<Result<null>> {
    const found = this.#ready(caller, connectionId)
    if (!found.ok) return this.#refused(connectionId, found)
    const { id, profileId } = found.value
    const filled = fill(written, this.#context.variables.source())
    if (!filled.ok) return filled
    const expected = expectedJson(written)
    const isFaulty = expected !== undefined && !isExpectedJson(String(filled.value), expected)
    if (isFaulty) return this.#faultOf(String(filled.value), expected)
    const outgoing = this.#outgoing(profileId, written, filled.value)
    const checked = this.#check(outgoing)
    if (!checked.ok) return checked
    if (!this.#context.consent.isAsked('message', profileId)) return this.#order(id, outgoing)
    const agreed = await this.#context.consent.toSend(caller, found.value, outgoing)
    if (!agreed.ok) return agreed
    // An answer takes its time: what was true before it may not be true any more, and it was about this address.
    const still = this.#ready(caller, connectionId, found.value.url)
    if (!still.ok) return this.#refused(connectionId, still)
    const allowed = this.#check(outgoing)
    return allowed.ok ? this.#order(id, outgoing) : allowed
  }

  #order(connectionId: string, message: OutgoingMessage): Promise<Result<null>> {
    return this.#context.acknowledgements.ask((orderId) =>
      this.#context.order({ type: 'send', connectionId, orderId, message }),
    )
  }

  /** The transport, which writes messages of its own, has the words for what is wrong with JSON, and where. */
  #faultOf(text: string, expected: ExpectedJson): Promise<Result<null>> {
    return this.#context.acknowledgements.ask((orderId) =>
      this.#context.order({ type: 'check-json', orderId, text, expected }),
    )
  }

  #ready(caller: string, connectionId: string, url?: string): Result<ConnectionRecord> {
    const found = this.#context.records.owned(caller, connectionId)
    const isOpen = found.ok && found.value.state.phase === 'open' && (!url || found.value.url === url)
    if (isOpen || (!found.ok && found.refusal.code === 'not-owner')) return found
    return refuse(
      'not-connected',
      found.ok ? 'Nothing was sent: the connection is not open.' : 'Nothing was sent: connect first.',
    )
  }

  async #refused(id: string, refused: Refused): Promise<Refused> {
    const { code, message } = refused.refusal
    const isNoted = code === 'not-connected' && (await this.#context.startTransport()).ok
    const logId = isNoted && this.#logOf(id)
    if (logId) this.#context.order({ type: 'note', logId, code: 'send-refused', message })
    return refused
  }

  /** A view that has no connection names the profile: its log, unless another view writes to it or it may not stay. */
  #logOf(id: string): string | false {
    const { records, profile, guard } = this.#context
    return (
      records.find(id)?.logId ?? (profile(id).ok && records.freeLog(id, id) === id && guard.limits().keepLogs && id)
    )
  }

  #check(message: OutgoingMessage): Result<null> {
    const data = message.type === 'text' ? message.text : (decodeBase64(message.base64) ?? message.base64)
    return this.#context.guard.checkMessage(data)
  }

  #outgoing(profileId: string, written: Written, filled: string | Uint8Array): OutgoingMessage {
    if (typeof filled !== 'string') return { type: 'binary', base64: written.text }
    const profile = this.#context.profile(profileId)
    const isMinified = expectedJson(written) !== undefined && profile.ok && profile.value.minify
    return { type: 'text', text: isMinified ? minifyJson(filled) : filled }
  }
}
