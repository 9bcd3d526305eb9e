import * as v from 'valibot'
import { listed } from './count.ts'
import type { Draft } from './draft.ts'
import { innermost, writtenHeaders } from './header-rows.ts'
import {
  type Auth,
  type HeaderRow,
  type ImportedProfile,
  importedProfile,
  noAuth,
  type SavedMessage,
  type Variable,
} from './imported.ts'
import { fillPath } from './path-parameters.ts'
import { later, optionalFlag, optionalText, text } from './schema.ts'
import { rowOf } from './secrets.ts'
import { noteVariables } from './told.ts'
import { oauth2Of, unknownAuth } from './unsupported-auth.ts'
import { entriesOf, memberOf, textOf } from './values.ts'
import { hasTemplateCode, normaliseVariables, variableOf, variablesOf } from './variables.ts'

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

/** A folder or the collection around a request: its requests have its headers, and its authentication without one of their own. */
export type Around = Readonly<Record<string, unknown>>

/**
 * A profile of a WebSocket request, whichever version it comes from.
 * @param around the outermost first
 */
export function profileOf(
  request: InsomniaRequest,
  around: readonly Around[],
  savedMessages: readonly SavedMessage[],
  draft: Draft,
  place: string,
): ImportedProfile {
  const levels = [...around, request]
  const headers = levels.map((level) => rowsOf(level.headers, `${place}.headers`, draft))
  const authentication = levels.map((level) => level.authentication).findLast(isUsed)
  if (hasTemplateCode(request.url)) {
    draft.note(`${place}.url`, 'The URL contains a template tag or filter, which was kept as text.')
  }
  const written = writtenHeaders(innermost(headers), draft, `${place}.headers`)
  const parameters = rowsOf(request.parameters, `${place}.parameters`, draft)
  const auth = authOf(authentication ?? request.authentication, draft, `${place}.authentication`)
  noteTemplates(written.headers, `${place}.headers`, draft)
  noteTemplates(parameters, `${place}.parameters`, draft)
  noteTemplates(auth, `${place}.authentication`, draft)
  return importedProfile({
    name: request.name,
    folder: around.map(({ name }) => textOf(name)),
    url: fillPath(normaliseVariables(request.url), rowsOf(request.pathParameters, `${place}.pathParameters`, draft)),
    ...written,
    parameters,
    auth,
    savedMessages,
  })
}

/** Says where templates do more than name variables: that would go out as it is written. */
export function noteTemplates(value: unknown, place: string, draft: Draft): void {
  if (hasTemplateCode(JSON.stringify(value)))
    draft.note(place, 'There is a template tag or filter, which was kept as text.')
}

/** Whether authentication is said here, be it that there is none. */
function isUsed(authentication: unknown): boolean {
  return textOf(memberOf(authentication, 'type')) !== '' && memberOf(authentication, 'disabled') !== true
}

/** Says that variables of a folder are not known here, where they would hold for its requests only. */
export function noteFolderVariables(folder: unknown, place: string, draft: Draft): void {
  const variables = variablesOf(memberOf(folder, 'environment'))
  noteVariables(
    variables.map(({ name }) => name),
    draft,
    place,
  )
}

/** Where an environment has the secrets that Insomnia encrypts; requests name them `{{ _.vault.name }}`. */
const vault = '__insomnia_vault'

/** Variables of an environment, also those that are switched off, which are only in its table. */
export function environmentVariables(environment: unknown): Variable[] {
  const data = memberOf(environment, 'data')
  const open = entriesOf(data).filter(([name]) => name !== vault)
  const secrets = entriesOf(memberOf(data, vault))
  const table = memberOf(environment, 'kvPairData')
  const off = Array.isArray(table) ? table.filter((row) => memberOf(row, 'enabled') === false) : []
  return [
    ...variablesOf(Object.fromEntries(open)),
    ...secrets.map(([name]) => ofVault(name, true)),
    ...off.map((row) => {
      const name = textOf(memberOf(row, 'name'))
      const isSecret = memberOf(row, 'type') === 'secret'
      return isSecret ? ofVault(name, false) : variableOf(name, textOf(memberOf(row, 'value')), false)
    }),
  ].filter(({ name }) => name !== '')
}

function ofVault(name: string, enabled: boolean): Variable {
  return variableOf(`vault.${name}`, '', enabled, true)
}

/** Says which variables have come without their values. */
export function noteVault(environment: unknown, place: string, draft: Draft): void {
  const names = entriesOf(memberOf(memberOf(environment, 'data'), vault)).map(([name]) => `vault.${name}`)
  if (names.length > 0) draft.note(place, `To be filled in, as the file has them encrypted: ${listed(names)}.`)
}

/** Rows without a name are what Insomnia leaves behind for the next one to be typed. */
function rowsOf(list: unknown, place: string, draft: Draft): HeaderRow[] {
  const rows: HeaderRow[] = []
  draft.each(list, place, row, ({ name, value, disabled }) => {
    if (name.trim() !== '') rows.push(rowOf(name, normaliseVariables(value), !disabled))
  })
  return rows
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
          clientAuthentication: memberOf(authentication, 'credentialsInBody') === true ? 'body' : 'header',
          scope: member('scope'),
          audience: member('audience'),
          resource: member('resource'),
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
