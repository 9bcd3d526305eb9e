import * as v from 'valibot'
import { encodeParameter } from '../core/url-parts.ts'
import type { Draft } from './draft.ts'
import { writtenHeaders } from './header-rows.ts'
import {
  type Auth,
  type HeaderRow,
  type ImportedProfile,
  importedProfile,
  noAuth,
  type SavedMessage,
} from './imported.ts'
import { later, optionalFlag, optionalText, text } from './schema.ts'
import { rowOf } from './secrets.ts'
import { oauth2Of, unknownAuth } from './unsupported-auth.ts'
import { memberOf, textOf } from './values.ts'
import { hasTemplateCode, normaliseVariables } from './variables.ts'

/** What a WebSocket request has in both versions. */
export const requestFields = {
  name: optionalText,
  url: text,
  headers: later,
  parameters: later,
  pathParameters: later,
  authentication: later,
}

export type InsomniaRequest = v.InferOutput<v.ObjectSchema<typeof requestFields, undefined>>

const row = v.object({ name: optionalText, value: optionalText, disabled: optionalFlag })

/** A profile of a WebSocket request, whichever version it comes from. */
export function profileOf(
  request: InsomniaRequest,
  folder: readonly string[],
  savedMessages: readonly SavedMessage[],
  draft: Draft,
  place: string,
): ImportedProfile {
  const given = rowsOf(request.headers, `${place}.headers`, draft)
  if (hasTemplateCode(request.url)) {
    draft.note(`${place}.url`, 'The URL contains a template tag or filter, which was kept as text.')
  }
  return importedProfile({
    name: request.name,
    folder,
    url: fillPath(normaliseVariables(request.url), rowsOf(request.pathParameters, `${place}.pathParameters`, draft)),
    ...writtenHeaders(given, draft, `${place}.headers`),
    parameters: rowsOf(request.parameters, `${place}.parameters`, draft),
    auth: authOf(request.authentication, draft, `${place}.authentication`),
    savedMessages,
  })
}

/** Rows without a name are what Insomnia leaves behind for the next one to be typed. */
function rowsOf(list: unknown, place: string, draft: Draft): HeaderRow[] {
  const rows: HeaderRow[] = []
  draft.each(list, place, row, ({ name, value, disabled }) => {
    if (name.trim() !== '') rows.push(rowOf(name, normaliseVariables(value), !disabled))
  })
  return rows
}

/** Path parameters stand in a URL as `/:name`. */
function fillPath(url: string, parameters: readonly HeaderRow[]): string {
  const values = new Map(parameters.map(({ name, value }) => [name, value]))
  return url.replace(/\/:([^/?#:]+)/g, (whole, name: string) => {
    const value = values.get(name)
    return value ? `/${encodeParameter(value)}` : whole
  })
}

function authOf(authentication: unknown, draft: Draft, place: string): Auth {
  const member = (name: string) => normaliseVariables(textOf(memberOf(authentication, name)))
  const type = member('type')
  if (type === '' || type === 'none') return noAuth
  if (memberOf(authentication, 'disabled') === true) {
    draft.note(place, `The ${type} authentication is switched off in the file and was left out.`)
    return noAuth
  }
  switch (type) {
    case 'bearer':
      return { type, token: member('token'), prefix: member('prefix') || 'Bearer' }
    case 'basic':
      return { type, username: member('username'), password: member('password') }
    case 'apikey':
      return {
        type: 'api-key',
        key: member('key'),
        value: member('value'),
        addTo: placeOf(member('addTo'), draft, place),
      }
    case 'oauth2':
      return oauth2Of(
        {
          grantType: member('grantType'),
          authorizationUrl: member('authorizationUrl'),
          accessTokenUrl: member('accessTokenUrl'),
          clientId: member('clientId'),
          clientSecret: member('clientSecret'),
          scope: member('scope'),
        },
        draft,
        place,
      )
    default:
      return unknownAuth(type, draft, place)
  }
}

function placeOf(addTo: string, draft: Draft, place: string): 'header' | 'query' {
  if (addTo === 'cookie') draft.note(`${place}.addTo`, 'The API key was sent as a cookie; it will be sent as a header.')
  return addTo === 'queryParams' ? 'query' : 'header'
}
