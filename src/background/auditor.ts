import { type AuditAction, type AuditContent, auditedTitle, endpointOf, messageAction } from '../core/audit.ts'
import { type Answer, type Asked, confirmRule } from '../core/confirm.ts'
import { inProgress } from '../core/connection.ts'
import type { Profile } from '../core/profile.ts'
import type { Result } from '../core/result.ts'
import type { MessageDigest } from '../wire/transport.ts'
import type { AuditLedger } from './audit-ledger.ts'
import { actionOf } from './audited-commands.ts'
import type { ConnectionRecord } from './connection-store.ts'

type Subject = Pick<ConnectionRecord, 'id' | 'profileId' | 'url' | 'toldUrl' | 'handshakeUrl'>

/** With the rule that decides about its whole URL. */
type AuditSubject = Pick<AuditContent, 'connectionId' | 'profile' | 'endpoint' | 'rule'>

const mostGone = 200

/** What a view sent may be quoted, however long it is. */
const longestDetail = 2000

export interface AuditorContext {
  readonly ledger: Pick<AuditLedger, 'append'>
  connection(connectionId: string): ConnectionRecord | undefined
  profile(profileId: string): Result<Profile>
  /** The rule that decides about a URL. */
  rule(url: URL): string
  /** A text that may be kept: what secret variables stand for can be in an address. */
  masked(text: string): string
  now(): number
}

/** Says what of all that happens goes into the audit ledger. */
export class Auditor {
  readonly #context: AuditorContext
  /** What was forgotten last: it still closes, and what it receives until then is entered. */
  #gone: readonly AuditSubject[] = []

  constructor(context: AuditorContext) {
    this.#context = context
  }

  /** A view gave a command and got its answer. */
  onCommand(name: string, given: unknown, result: Result<unknown>): void {
    const action = actionOf(name, result)
    if (!action) return
    const subject = this.#subject(given, result)
    if (result.ok) this.#enterAllowed(action, subject, '')
    else {
      const { rule = '', message } = result.refusal
      this.#enter({
        ...subject,
        action,
        decision: 'refused',
        rule,
        detail: `${name}: ${message}`.slice(0, longestDetail),
      })
    }
  }

  /** A connection changed; only its opening and its end count. */
  onConnection(record: ConnectionRecord, previous: ConnectionRecord | undefined): void {
    const { state } = record
    if (previous === undefined || previous.state.phase === state.phase) return
    if (state.phase === 'open') this.#enterChange('open', record, state.protocol)
    // One that is to be made again may have closed while the background slept.
    const ended = state.phase === 'waiting' ? state.closed : state
    if (ended.phase === 'closed' && inProgress(previous.state)) {
      this.#enterChange('close', record, `${ended.code} ${ended.cause}`)
    }
  }

  /** A connection is forgotten, open or not. @param profile its profile, which may be deleted with it */
  onConnectionRemoved(record: ConnectionRecord, profile: Result<Profile>): void {
    const subject = this.#told(record.id, record, profile)
    this.#gone = [subject, ...this.#gone].slice(0, mostGone)
    if (inProgress(record.state)) this.#enterAllowed('close', subject, 'disposed')
  }

  /** The person was asked, or could not be, before something was done. */
  onAnswer({ point, profile, url, message }: Asked, answer: Answer): void {
    this.#enter({
      action: 'confirm',
      decision: answer === 'yes' ? 'allowed' : 'refused',
      connectionId: '',
      profile,
      endpoint: endpointOf(url),
      rule: confirmRule(point),
      detail: answer,
      ...(message && { bytes: message.bytes }),
    })
  }

  /** An authorization server is asked for a token of a profile. */
  onTokenRequest(profileId: string, url: string, grant: string): void {
    this.#enterChange('token', { id: '', profileId, url }, grant)
  }

  onMessages(messages: readonly MessageDigest[]): void {
    const subjects = new Map<string, AuditSubject>()
    void this.#append(
      messages.map(({ connectionId, direction, ...digest }) => {
        const subject =
          subjects.get(connectionId) ?? this.#subjectOf(this.#context.connection(connectionId), connectionId)
        subjects.set(connectionId, subject)
        return { ...subject, ...digest, action: messageAction(direction), decision: 'allowed', detail: '' }
      }),
    )
  }

  #enterChange(action: AuditAction, record: Subject, detail: string): void {
    this.#enterAllowed(action, this.#subjectOf(record, record.id), detail)
  }

  #enterAllowed(action: AuditAction, subject: AuditSubject, detail: string): void {
    this.#enter({ ...subject, action, decision: 'allowed', detail })
  }

  /** Rules name WebSocket addresses, and hold for requests to the same place. */
  #ruleFor(url: string): string {
    return URL.canParse(url) ? this.#context.rule(new URL(url.replace(/^http/, 'ws'))) : ''
  }

  #subject(given: unknown, result: Result<unknown>) {
    const connectionId = textIn(given, 'connectionId') || (result.ok ? textIn(result.value, 'connectionId') : '')
    const record = this.#context.connection(connectionId)
    return this.#subjectOf(record, connectionId, textIn(given, 'profileId') || record?.profileId)
  }

  #subjectOf(record: Subject | undefined, connectionId: string, profileId = record?.profileId ?? ''): AuditSubject {
    const gone = record ? undefined : this.#gone.find((one) => one.connectionId === connectionId)
    return gone ?? this.#told(connectionId, record, this.#context.profile(profileId))
  }

  #told(connectionId: string, record: Subject | undefined, profile: Result<Profile>): AuditSubject {
    const [title, own] = profile.ok ? [auditedTitle(profile.value), profile.value.url] : ['', '']
    const { url = own, toldUrl = url, handshakeUrl = url } = record ?? {}
    const endpoint = this.#context.masked(endpointOf(toldUrl))
    return { connectionId: connectionId.slice(0, 64), profile: title, endpoint, rule: this.#ruleFor(handshakeUrl) }
  }

  #enter(entry: Omit<AuditContent, 'at'>): void {
    void this.#append([{ ...entry, at: this.#context.now() }])
  }

  /** A ledger that cannot be written must not end connections; the browser's console has the reason. */
  async #append(entries: readonly AuditContent[]): Promise<void> {
    await this.#context.ledger.append(entries, this.#context.now()).catch(console.error)
  }
}

function textIn(value: unknown, key: string): string {
  const found: unknown = Object(value)[key]
  return typeof found === 'string' ? found : ''
}
