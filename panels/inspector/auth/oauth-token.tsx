import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { requestAccessFor } from '../../../src/core/host-access.ts'
import { messageOf } from '../../../src/core/message-of.ts'
import type { OAuth2 } from '../../../src/core/oauth-settings.ts'
import type { TokenStatus } from '../../../src/wire/view.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { AllowAccess } from '../../shared/allow-access.tsx'
import { useNow } from '../../shared/now.ts'
import { SecretText } from '../../shared/secret-input.tsx'
import { t } from '../../shared/text.ts'
import { timeAway } from '../../shared/time-away.ts'
import type { BrowserSide } from '../model/browser-side.ts'
import type { TokenControl } from '../model/token-control.ts'
import { JwtFacts } from './jwt-facts.tsx'

interface OAuthTokenProps {
  readonly auth: OAuth2
  readonly side: BrowserSide
  readonly token: TokenControl
}

/** The token there is, and the buttons to get another or none. */
export function OAuthToken({ auth, side, token }: OAuthTokenProps) {
  useEffect(() => token.watch(), [token])
  const notAsked = useSignal<string | undefined>()
  const asked = token.asked.value
  const isRunning = asked === 'running'
  const present = token.status.value?.token
  const access = accessFor(auth, side)
  const get = () => {
    notAsked.value = undefined
    // Asked before anything is waited for: browsers show the question only as the answer to a click.
    side.requestTokenAccess(access.origins, auth.grantType === 'authorization_code').then(
      (granted) => {
        if (granted) void token.get()
        else notAsked.value = t('tokenAccessRefused', access.host)
      },
      (error: unknown) => {
        notAsked.value = t('accessNotAsked', messageOf(error))
      },
    )
  }
  return (
    <section class="oauth-token form-wide" aria-label={t('accessToken')}>
      <div class="read-now">
        <button type="button" aria-disabled={isRunning} onClick={isRunning ? undefined : get}>
          {t('getToken')}
        </button>
        {isRunning && (
          <button type="button" onClick={token.cancel}>
            {t('cancel')}
          </button>
        )}
        {present && !isRunning && (
          <button type="button" onClick={() => void token.forget()}>
            {t('forgetToken')}
          </button>
        )}
        <span role="status" aria-label={t('tokenStatus')}>
          {isRunning ? t('gettingToken') : <StatusWords status={token.status.value} />}
        </span>
      </div>
      {notAsked.value !== undefined && <RefusalAlert refusal={{ code: 'failed', message: notAsked.value }} />}
      {asked !== undefined && asked !== 'running' && !asked.ok && notAsked.value === undefined && (
        <RefusalAlert refusal={asked.refusal}>
          {asked.refusal.hostAccess && (
            <AllowAccess side={side} origins={asked.refusal.hostAccess} onGranted={() => void token.get()} />
          )}
        </RefusalAlert>
      )}
      {present && <SecretText label={t('accessToken')} text={present.accessToken} />}
      {present && present.scope !== '' && <p class="form-note">{t('tokenGranted', present.scope)}</p>}
      {present && <JwtFacts token={present.accessToken} />}
      {access.host !== '' && <p class="form-note">{t('tokenAccessExplained', access.host)}</p>}
    </section>
  )
}

/** What is to be asked for, as far as it can be known before variables have their values. */
function accessFor(auth: OAuth2, side: BrowserSide): { host: string; origins: readonly string[] } {
  const text = auth.accessTokenUrl.trim()
  if (!/^https?:\/\/[^{}]+$/.test(text) || !URL.canParse(text)) return { host: '', origins: [] }
  const url = new URL(text)
  return { host: url.host, origins: requestAccessFor(url, side.browser) }
}

function StatusWords({ status }: { status: TokenStatus | undefined }) {
  const now = useNow().value
  if (!status) return null
  const { token } = status
  if (!token) return <>{t('tokenNone')}</>
  if (!token.isOfSettings) return <>{t('tokenOfOthers')}</>
  const { expiresAt, canRefresh } = token
  if (expiresAt === undefined) return <>{t('tokenEndless')}</>
  if (expiresAt > now) return <>{t('tokenValid', timeAway(expiresAt, now))}</>
  return <>{t(canRefresh ? 'tokenExpiredRefreshed' : 'tokenExpired', timeAway(expiresAt, now))}</>
}
