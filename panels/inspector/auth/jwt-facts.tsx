import { useMemo } from 'preact/hooks'
import { decodeJwt, type Jwt, type JwtValidity, milliseconds, validityOf } from '../../shared/jwt.ts'
import { useNow } from '../../shared/now.ts'
import { t } from '../../shared/text.ts'
import { timeAway } from '../../shared/time-away.ts'

/** What a token says, when it is a JSON Web Token. */
export function JwtFacts({ token }: { token: string }) {
  const jwt = useMemo(() => decodeJwt(token), [token])
  return jwt ? <Decoded jwt={jwt} /> : null
}

function Decoded({ jwt }: { jwt: Jwt }) {
  const now = useNow()
  const validity = validityOf(jwt, now.value)
  const isStale = validity.state === 'expired' || validity.state === 'early'
  return (
    <section class="jwt form-wide" aria-label={t('jwt')}>
      <p class={`jwt-validity ${isStale ? 'stale' : ''}`}>
        <strong>{validityText(validity, now.value)}</strong> <span class="faint">{t('jwtNotVerified')}</span>
      </p>
      <table class="pairs" aria-label={t('jwtClaims')}>
        <tbody>
          <Claim name="alg" value={jwt.header.alg} />
          {Object.entries(jwt.claims).map(([name, value]) => (
            <Claim key={name} name={name} value={value} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The registered claims of RFC 7519 section 4.1 that are not plain from their name. */
const claimNames = {
  alg: 'claimAlg',
  iss: 'claimIss',
  sub: 'claimSub',
  aud: 'claimAud',
  exp: 'claimExp',
  nbf: 'claimNbf',
  iat: 'claimIat',
  jti: 'claimJti',
} as const

function Claim({ name, value }: { name: string; value: unknown }) {
  if (value === undefined) return null
  const at = /^(exp|nbf|iat|auth_time)$/.test(name) ? milliseconds(value) : undefined
  const meaning = Object.entries(claimNames).find(([claim]) => claim === name)?.[1]
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
        {meaning && <span class="faint"> {t(meaning)}</span>}
      </th>
      <td>{at === undefined ? written(value) : new Date(at).toLocaleString()}</td>
    </tr>
  )
}

function written(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function validityText(validity: JwtValidity, now: number): string {
  switch (validity.state) {
    case 'endless':
      return t('jwtEndless')
    case 'early':
      return t('jwtEarly', timeAway(validity.from, now))
    case 'valid':
      return t('jwtValid', timeAway(validity.until, now))
    case 'expired':
      return t('jwtExpired', timeAway(validity.until, now))
  }
}
