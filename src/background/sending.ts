import { decodeBase64 } from '../core/base64.ts'
import { compose } from '../core/compose.ts'
import type { Profile, SendAs } from '../core/profile.ts'
import { ok, type Result, refuse } from '../core/result.ts'
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
  readonly guard: Pick<PolicyGuard, 'checkMessage'>
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

  /** @param text the message; Base64 when it is sent as `binary` */
  async send(caller: string, connectionId: string, text: string, sendAs: SendAs): Promise<Result<null>> {
    const found = this.#ready(caller, connectionId)
    if (!found.ok) return this.#refused(connectionId, found)
    const { id } = found.value
    const outgoing = this.#outgoing(found.value, text, sendAs)
    if (!outgoing.ok) return outgoing
    const checked = this.#check(outgoing.value)
    if (!checked.ok) return checked
    if (!this.#context.consent.isAsked('message', found.value.profileId)) return this.#order(id, outgoing.value)
    const agreed = await this.#context.consent.toSend(caller, found.value, outgoing.value)
    if (!agreed.ok) return agreed
    // An answer takes its time: what was true before it may not be true any more.
    const still = this.#ready(caller, connectionId)
    if (!still.ok) return this.#refused(connectionId, still)
    const allowed = this.#check(outgoing.value)
    return allowed.ok ? this.#order(id, outgoing.value) : allowed
  }

  #order(connectionId: string, message: OutgoingMessage): Promise<Result<null>> {
    return this.#context.acknowledgements.ask((orderId) =>
      this.#context.order({ type: 'send', connectionId, orderId, message }),
    )
  }

  #ready(caller: string, connectionId: string): Result<ConnectionRecord> {
    const found = this.#context.records.owned(caller, connectionId)
    if (!found.ok || found.value.state.phase === 'open') return found
    return refuse('not-connected', 'Nothing was sent: the connection is not open.')
  }

  async #refused(connectionId: string, refused: Refused): Promise<Refused> {
    const record = this.#context.records.find(connectionId)
    if (record && refused.refusal.code === 'not-connected') await this.#note(record, refused.refusal.message)
    return refused
  }

  #check(message: OutgoingMessage): Result<null> {
    const data = message.type === 'text' ? message.text : (decodeBase64(message.base64) ?? message.base64)
    return this.#context.guard.checkMessage(data)
  }

  #outgoing({ profileId }: ConnectionRecord, text: string, sendAs: SendAs): Result<OutgoingMessage> {
    const profile = this.#context.profile(profileId)
    const data = compose({ text, sendAs }, this.#context.variables.source(), profile.ok && profile.value.minify)
    if (!data.ok) return data
    return ok(typeof data.value === 'string' ? { type: 'text', text: data.value } : { type: 'binary', base64: text })
  }

  async #note({ id, logId }: ConnectionRecord, message: string): Promise<void> {
    const started = await this.#context.startTransport()
    const isThere = started.ok && this.#context.records.find(id)
    if (isThere) this.#context.order({ type: 'note', logId, code: 'send-refused', message })
  }
}
