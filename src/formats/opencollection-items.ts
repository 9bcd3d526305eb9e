import * as v from 'valibot'
import type { Draft } from './draft.ts'
import { type GivenHeader, innermost, writtenHeaders } from './header-rows.ts'
import { importedProfile, noAuth } from './imported.ts'
import { authOf } from './opencollection-auth.ts'
import { messagesOf } from './opencollection-messages.ts'
import { later, optionalFlag, optionalText, text } from './schema.ts'
import { noteBuiltIns, noteScripts, noteVariables } from './told.ts'
import { memberOf, textOf } from './values.ts'
import { normaliseVariables } from './variables.ts'

const request = v.object({
  info: v.optional(v.looseObject({ name: optionalText }), { name: '' }),
  websocket: v.object({ url: text, headers: later, message: later, auth: later }),
  settings: later,
})
const header = v.object({ name: text, value: optionalText, disabled: optionalFlag })

/** What a request takes from the folders it lies in. */
export interface Inherited {
  readonly folder: readonly string[]
  /** What `inherit` stands for. */
  readonly auth: unknown
  readonly headers: readonly GivenHeader[]
  /** Whether all the folders are there: then there is nothing more that could be inherited. */
  readonly isWhole: boolean
}

/** What a folder says for the requests in it; undefined where that is left to the folder around it. */
export function defaultAuth(item: object): unknown {
  const auth = memberOf(memberOf(item, 'request'), 'auth')
  return auth === 'inherit' ? undefined : auth
}

export function defaultHeaders(item: object, prefix: string, draft: Draft): GivenHeader[] {
  return headersOf(memberOf(memberOf(item, 'request'), 'headers'), `${prefix}request.headers`, draft)
}

function headersOf(list: unknown, place: string, draft: Draft): GivenHeader[] {
  const headers: GivenHeader[] = []
  draft.each(list, place, header, ({ name, value, disabled }) => {
    headers.push({ name, value, enabled: !disabled })
  })
  return headers
}

export function readItem(item: object, itemPlace: string, inherited: Inherited, draft: Draft): void {
  draft.one(item, itemPlace, request, ({ info, websocket, settings }) => {
    const place = `${itemPlace}.websocket`.replace(/^\./, '')
    const headers = innermost([inherited.headers, headersOf(websocket.headers, `${place}.headers`, draft)])
    const profile = importedProfile({
      name: info.name,
      folder: inherited.folder,
      url: normaliseVariables(websocket.url),
      ...writtenHeaders(headers, draft, `${place}.headers`),
      auth: resolveAuth(websocket.auth, inherited, draft, `${place}.auth`),
      savedMessages: messagesOf(websocket.message, draft, `${place}.message`),
      ...settingsOf(settings, draft, itemPlace),
    })
    draft.profile(profile)
    noteBuiltIns(profile, draft, place)
    noteLeftOut(memberOf(item, 'runtime'), itemPlace, draft)
  })
}

/** Variables and scripts of a request, or of the folder around it. */
export function noteLeftOut(settings: unknown, place: string, draft: Draft): void {
  const variables = memberOf(settings, 'variables')
  const names = Array.isArray(variables) ? variables.map((one) => textOf(memberOf(one, 'name'))) : []
  noteVariables(names, draft, place)
  const scripts = memberOf(settings, 'scripts')
  noteScripts(Array.isArray(scripts) && scripts.length > 0, draft, place)
}

function resolveAuth(auth: unknown, inherited: Inherited, draft: Draft, place: string) {
  if (auth === undefined || auth === null) return noAuth
  if (auth !== 'inherit') return authOf(auth, draft, place)
  if (inherited.auth !== undefined) return authOf(inherited.auth, draft, place)
  if (inherited.isWhole) return noAuth
  draft.note(place, 'Authentication is inherited from a folder that is not in the file; none was set.')
  return noAuth
}

function settingsOf(settings: unknown, draft: Draft, place: string) {
  const timeout = Number(textOf(memberOf(settings, 'timeout')))
  const interval = Number(textOf(memberOf(settings, 'keepAliveInterval')))
  if (interval > 0)
    draft.note(`${place}.settings`.replace(/^\./, ''), 'Keep-alive used ping frames; choose a message instead.')
  return {
    ...(timeout > 0 && Number.isSafeInteger(timeout) ? { handshakeTimeout: timeout } : {}),
    ...(interval > 0 && Number.isSafeInteger(interval) ? { keepAlive: { interval, message: '' } } : {}),
  }
}
