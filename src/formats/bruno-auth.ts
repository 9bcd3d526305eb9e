import type { BruBlock } from './bru-parser.ts'
import type { Draft } from './draft.ts'
import { type Auth, noAuth } from './imported.ts'
import { oauth2Of, placeOf, unknownAuth } from './unsupported-auth.ts'
import { normaliseVariables } from './variables.ts'

interface WithBlocks {
  readonly blocks: readonly BruBlock[]
}

/** The mode a request (`ws { auth: … }`) or a folder (`auth { mode: … }`) names. */
function modeOf(blocks: readonly BruBlock[]): string {
  const request = blocks.find(({ name }) => name === 'ws')
  if (request) return request.pairs.find(({ key }) => key === 'auth')?.value ?? 'none'
  const settings = blocks.find(({ name }) => name === 'auth')
  return settings?.pairs.find(({ key }) => key === 'mode')?.value ?? 'inherit'
}

export function inheritsAuth(blocks: readonly BruBlock[]): boolean {
  return modeOf(blocks) === 'inherit'
}

export function authOf({ blocks }: WithBlocks, draft: Draft, place: string): Auth {
  const mode = modeOf(blocks)
  const settings = blocks.find(({ name }) => name === `auth:${mode}`)
  const setting = (name: string) => normaliseVariables(settings?.pairs.find(({ key }) => key === name)?.value ?? '')
  switch (mode) {
    case 'none':
    case '':
      return noAuth
    case 'inherit':
      draft.note(place, 'Authentication is inherited from a folder that is not among the files; none was set.')
      return noAuth
    case 'bearer':
      return { type: mode, token: setting('token'), prefix: 'Bearer' }
    case 'basic':
      return { type: mode, username: setting('username'), password: setting('password') }
    case 'apikey': {
      const addTo = setting('placement') === 'queryparams' ? 'query' : 'header'
      return { type: 'api-key', key: setting('key'), value: setting('value'), addTo }
    }
    case 'oauth2':
      return oauth2Of(
        {
          grantType: setting('grant_type'),
          authorizationUrl: setting('authorization_url'),
          accessTokenUrl: setting('access_token_url'),
          clientId: setting('client_id'),
          clientSecret: setting('client_secret'),
          clientAuthentication: placeOf(setting('credentials_placement')),
          scope: setting('scope'),
        },
        draft,
        place,
      )
    default:
      return unknownAuth(mode, draft, place)
  }
}
