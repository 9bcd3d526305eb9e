/** How to get an access token (RFC 6749); `authorization_code` always goes with PKCE (RFC 7636). */
export interface OAuth2 {
  readonly type: 'oauth2'
  readonly grantType: GrantType
  /** Where the person signs in; for `authorization_code` only. */
  readonly authorizationUrl: string
  readonly accessTokenUrl: string
  readonly clientId: string
  /** Empty for a public client. */
  readonly clientSecret: string
  readonly clientAuthentication: ClientAuthentication
  readonly scope: string
  /** What the token is for, in the way of some servers. */
  readonly audience: string
  /** What the token is for, as RFC 8707 has it; a URL. */
  readonly resource: string
}

export type GrantType = 'client_credentials' | 'authorization_code'

/** Where the client's secret goes: a Basic header, or the body of the request. */
export type ClientAuthentication = 'header' | 'body'

export const emptyOAuth2: OAuth2 = {
  type: 'oauth2',
  grantType: 'client_credentials',
  authorizationUrl: '',
  accessTokenUrl: '',
  clientId: '',
  clientSecret: '',
  clientAuthentication: 'header',
  scope: '',
  audience: '',
  resource: '',
}
