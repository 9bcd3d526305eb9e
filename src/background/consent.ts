import { auditedTitle } from '../core/audit.ts'
import { decodeBase64 } from '../core/base64.ts'
import { type Asked, type AskedMessage, type ConfirmPoint, confirmRule, noConsent } from '../core/confirm.ts'
import { payload } from '../core/payload.ts'
import { beginningOf } from '../core/preview.ts'
import type { Profile } from '../core/profile.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import type { OutgoingMessage } from '../wire/transport.ts'
import type { ConnectionRecord } from './connection-store.ts'
import type { Questions } from './questions.ts'

export interface ConsentContext {
  readonly questions: Pick<Questions, 'ask'>
  profile(profileId: string): Result<Profile, 'unknown-profile'>
  /** A text that may be told to every view. */
  masked(text: string): string
}

export type Consented = Result<null, 'failed' | 'not-confirmed'>

/** UTF-16 units of a message that are told. */
const mostPreview = 2000

type Subject = Pick<ConnectionRecord, 'profileId' | 'url' | 'toldUrl'>

/**
 * Holds what the person wants to be asked before until there is a yes. It is asked where things are done, not
 * where they are wished for, so that no view and no automatism gets past. An answer can take a minute: whoever asks
 * checks afterwards what must be true.
 */
export class Consent {
  readonly #context: ConsentContext

  constructor(context: ConsentContext) {
    this.#context = context
  }

  isAsked(point: ConfirmPoint, profileId: string): boolean {
    const profile = this.#context.profile(profileId)
    return profile.ok && profile.value.confirm.includes(point)
  }

  toCreate(asker: string, profileId: string): Promise<Consented> {
    return this.#ask(asker, 'create', { profileId })
  }

  /** @param asker undefined when a connection is made again by itself */
  toOpen(asker: string | undefined, subject: Subject): Promise<Consented> {
    return this.#ask(asker, 'open', subject)
  }

  toClose(asker: string, subject: Subject): Promise<Consented> {
    return this.#ask(asker, 'close', subject)
  }

  toSend(asker: string, subject: Subject, message: OutgoingMessage): Promise<Consented> {
    return this.#ask(asker, 'message', subject, message)
  }

  async #ask(
    asker: string | undefined,
    point: ConfirmPoint,
    subject: Subject,
    message?: OutgoingMessage,
  ): Promise<Consented> {
    const profile = this.#context.profile(subject.profileId)
    if (!profile.ok || !profile.value.confirm.includes(point)) return ok(null)
    const asked: Asked = {
      point,
      profile: auditedTitle(profile.value),
      url: this.#context.masked(subject.toldUrl ?? subject.url ?? profile.value.url),
      ...(message && { message: this.#told(message) }),
    }
    const answer = await this.#context.questions.ask(asker, asked)
    if (answer === 'yes') return ok(null)
    // What a connect may answer is fixed.
    const code = point === 'open' ? 'failed' : 'not-confirmed'
    return refuse(code, noConsent(point, answer), { rule: confirmRule(point) })
  }

  #told(message: OutgoingMessage): AskedMessage {
    const isBinary = message.type === 'binary'
    const text = isBinary ? message.base64 : message.text
    const bytes = payload((isBinary && decodeBase64(text)) || text).length
    return { bytes, preview: beginningOf(this.#context.masked(text), mostPreview), isBinary }
  }
}
