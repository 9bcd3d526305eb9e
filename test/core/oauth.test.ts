import { describe, expect, it } from 'vitest'
import { authorizationAddress, codeIn, isExpired, tokenIn, tokenRequest } from '../../src/core/oauth.ts'
import { emptyOAuth2 } from '../../src/core/oauth-settings.ts'

const settings = {
  ...emptyOAuth2,
  authorizationUrl: 'https://auth.example/authorize?tenant=1',
  accessTokenUrl: ' https://auth.example/token ',
  clientId: 'me:too',
  scope: 'a b',
}

describe('a token request', () => {
  it('carries the client in a Basic header, each part encoded as in a form', () => {
    const request = tokenRequest({ ...settings, clientSecret: 'ü +%' }, { type: 'client_credentials' })
    if (!request.ok) throw new Error(request.refusal.message)
    const { url, headers, body } = request.value
    expect(url).toBe('https://auth.example/token')
    expect(atob(headers.authorization?.slice(6) ?? '')).toBe('me%3Atoo:%C3%BC+%2B%25')
    expect(body).toBe('grant_type=client_credentials&scope=a+b')
  })

  it('carries the client in the body when it is to, and when it is public', () => {
    const inBody = { ...settings, clientSecret: 's', clientAuthentication: 'body', audience: 'x' } as const
    expect(tokenRequest(inBody, { type: 'refresh_token', refresh_token: 'r' })).toMatchObject({
      value: { body: 'grant_type=refresh_token&refresh_token=r&audience=x&client_id=me%3Atoo&client_secret=s' },
    })
    const code = { type: 'authorization_code', code: 'c', redirect_uri: 'https://r/', code_verifier: 'v' } as const
    const request = tokenRequest(settings, code)
    expect(request).toMatchObject({
      value: {
        body: 'grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fr%2F&code_verifier=v&client_id=me%3Atoo',
      },
    })
    expect(request.ok && 'authorization' in request.value.headers).toBe(false)
  })

  it.each([
    [{ accessTokenUrl: '' }, /token URL is missing/],
    [{ accessTokenUrl: 'auth.example/token' }, /token URL must be a URL/],
    [{ accessTokenUrl: 'ftp://auth.example' }, /begins with https/],
    [{ accessTokenUrl: 'https://auth.example/#a' }, /fragment/],
    [{ accessTokenUrl: 'https://*.example/' }, /must be a URL/],
    [{ clientId: ' ' }, /client ID is missing/],
  ])('says what is missing or wrong: %j', (change, sentence) => {
    const refused = tokenRequest({ ...settings, ...change }, { type: 'client_credentials' })
    expect(refused).toMatchObject({
      refusal: { code: 'failed', field: 'auth', message: expect.stringMatching(sentence) },
    })
  })
})

describe('a sign-in', () => {
  const request = {
    redirectUri: 'https://r/',
    state: 's1',
    codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  }

  it('is asked for with the challenge of RFC 7636, appendix B, beside what the URL says already', async () => {
    const address = await authorizationAddress(settings, request)
    expect(address.ok && Object.fromEntries(address.value.searchParams)).toEqual({
      tenant: '1',
      response_type: 'code',
      client_id: 'me:too',
      redirect_uri: 'https://r/',
      scope: 'a b',
      state: 's1',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
  })

  it.each([
    ['https://r/?code=c&state=s1', { ok: true, value: 'c' }],
    ['https://r/?code=c&state=s2', { ok: false, refusal: { message: expect.stringContaining('another request') } }],
    ['https://r/?code=c', { ok: false, refusal: { message: expect.stringContaining('another request') } }],
    ['https://r/?state=s1', { ok: false, refusal: { message: expect.stringContaining('no code') } }],
    [
      'https://r/?state=s1&error=access_denied&error_description=Not+today',
      { ok: false, refusal: { message: 'The sign-in failed: access_denied — Not today.' } },
    ],
  ])('is believed only with its own state: %s', (address, result) => {
    expect(codeIn(address, request)).toMatchObject(result)
  })
})

describe('the answer to a token request', () => {
  it('is a token with its end', () => {
    const text = JSON.stringify({ access_token: 't', token_type: 'bearer', expires_in: '60', refresh_token: 'r' })
    expect(tokenIn(200, text, 1000)).toEqual({
      ok: true,
      value: { accessToken: 't', expiresAt: 61_000, refreshToken: 'r', scope: '' },
    })
    const endless = { ok: true, value: { accessToken: 't', scope: '' } }
    expect(tokenIn(200, '{"access_token":"t"}', 0)).toEqual(endless)
    // A time that no number can hold would not be read again from where it is stored.
    expect(tokenIn(200, '{"access_token":"t","expires_in":1e308}', 0)).toEqual(endless)
  })

  it.each([
    [400, '{"error":"invalid_scope","error_description":"No such scope."}', /invalid_scope \(400\) — No such scope\.$/],
    [401, '{"error":"invalid_client"}', /invalid_client \(401\)\.$/],
    [404, '<html>', /answered 404 without a token/],
    [200, '[]', /answered 200 without a token/],
    [200, '{"access_token":"t","token_type":"DPoP"}', /type “DPoP”/],
    [400, `{"error":"${'e'.repeat(9000)}","error_description":"${'d'.repeat(9000)}"}`, /^.{100,800}$/],
    [200, `{"access_token":"t","token_type":"${'x'.repeat(9000)}"}`, /^.{100,300}$/],
  ])('is explained otherwise: %d %s', (status, text, sentence) => {
    expect(tokenIn(status, text, 0)).toMatchObject({ refusal: { message: expect.stringMatching(sentence) } })
  })

  it('is out of use a little before its end', () => {
    expect([5_000, 5_001].map((now) => isExpired({ expiresAt: 10_000 }, now))).toEqual([false, true])
    expect(isExpired({}, 1e15)).toBe(false)
  })
})
