import { isJson } from '../core/json.ts'
import { splitSubprotocols } from '../core/subprotocols.ts'
import type { CommandOption } from './command-options.ts'
import type { Draft } from './draft.ts'
import { basicAuth, type GivenHeader, liftAuth, writtenHeaders } from './header-rows.ts'
import { type Auth, importedProfile, type SavedMessage } from './imported.ts'
import { nameOfUrl } from './name-of-url.ts'

/** What the options of the three tools come down to. */
export interface CommandParts {
  readonly url: string
  readonly headers: readonly GivenHeader[]
  readonly subprotocols: readonly string[]
  /** `user:password`. */
  readonly credentials?: string
  readonly savedMessages: readonly SavedMessage[]
}

export function addCommandProfile(parts: CommandParts, draft: Draft, place: string): void {
  const written = writtenHeaders(parts.headers, draft, place)
  const lifted = liftAuth(written.headers)
  const auth: Auth = parts.credentials === undefined ? lifted.auth : basicAuth(parts.credentials)
  draft.profile(
    importedProfile({
      name: nameOfUrl(parts.url),
      url: parts.url,
      headers: parts.credentials === undefined ? lifted.headers : written.headers,
      subprotocols: [...parts.subprotocols, ...written.subprotocols],
      auth,
      savedMessages: parts.savedMessages,
    }),
  )
}

/** What wscat and websocat are told alike. */
export interface ToolCall {
  readonly url: string
  readonly options: readonly CommandOption[]
  /** Why options have no meaning in a browser. */
  readonly reasons: Readonly<Record<string, string>>
  readonly savedMessages: readonly SavedMessage[]
}

export function addToolCall({ url, options, reasons, savedMessages }: ToolCall, draft: Draft, place: string): void {
  noteOptions(options, reasons, draft, place)
  const [credentials] = valuesOf(options, 'auth')
  const subprotocols = valuesOf(options, 'protocol').flatMap(splitSubprotocols)
  const parts = { url, headers: headersOf(options), subprotocols, savedMessages }
  addCommandProfile(credentials === undefined ? parts : { ...parts, credentials }, draft, place)
}

/** `Name: value`, as all three tools take it. */
export function headerOf(text: string): GivenHeader {
  const colon = text.indexOf(':', 1)
  if (colon < 0) return { name: text.replace(/;$/, ''), value: '', enabled: true }
  return { name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim(), enabled: true }
}

export function messageOf(data: string): SavedMessage {
  return { name: '', kind: isJson(data) ? 'json' : 'text', data }
}

export function valuesOf(options: readonly CommandOption[], name: string): string[] {
  return options.filter((option) => option.name === name).map(({ value }) => value)
}

function headersOf(options: readonly CommandOption[]): GivenHeader[] {
  const origin = valuesOf(options, 'origin').map((value) => ({ name: 'Origin', value, enabled: true }))
  return [...valuesOf(options, 'header').map(headerOf), ...origin]
}

/** Notes each of the options that have no meaning in a browser. */
export function noteOptions(
  options: readonly CommandOption[],
  reasons: Readonly<Record<string, string>>,
  draft: Draft,
  place: string,
): void {
  for (const { name } of options) {
    if (Object.hasOwn(reasons, name)) draft.note(place, `The option ${name} was left out: ${reasons[name]}.`)
  }
}

export const tlsReason = 'a browser checks certificates itself'
export const certificateReason = 'client certificates are chosen by the browser'
export const proxyReason = 'the browser’s own proxy settings apply'
