/** Why something was not done, in a form that can be shown beside the place where it was asked. */
export interface Refusal<Code extends string = RefusalCode> {
  readonly code: Code
  /** A sentence a person can act on. */
  readonly message: string
  /** The input the refusal is about, e.g. `url` or `subprotocols`. */
  readonly field?: string
  /** The policy rule that decided, in words. */
  readonly rule?: string
  /** The host permissions that are missing and can be asked for from a click. */
  readonly hostAccess?: readonly string[]
}

/** The outcomes of *connect* other than `connecting`. */
export type ConnectRefusalCode =
  | 'invalid-url'
  | 'url-blocked'
  | 'invalid-headers'
  | 'failed'
  | 'failed-connection-in-progress'

export type RefusalCode =
  | ConnectRefusalCode
  | 'invalid-arguments'
  | 'invalid-binary'
  | 'invalid-json'
  | 'invalid-close'
  | 'message-too-big'
  | 'not-confirmed'
  | 'not-connected'
  | 'not-owner'
  | 'schema-misfit'
  | 'unknown-command'
  | 'unknown-connection'
  | 'unknown-environment'
  | 'unknown-profile'
  | 'unknown-question'
  | 'unknown-variable'

export type Result<T, Code extends string = RefusalCode> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal<Code> }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse<Code extends string>(
  code: Code,
  message: string,
  place: Pick<Refusal, 'field' | 'rule' | 'hostAccess'> = {},
): { readonly ok: false; readonly refusal: Refusal<Code> } {
  return { ok: false, refusal: { code, message, ...place } }
}

/** Marks a switch as complete: a new variant becomes a compile error here. */
export function unreachable(value: never): never {
  throw new TypeError(`unexpected variant: ${JSON.stringify(value)}`)
}
