import { useId } from 'preact/hooks'
import type { ClientAuthentication, GrantType, OAuth2 } from '../../../src/core/oauth-settings.ts'
import { Choice } from '../../shared/controls.tsx'
import { FormRow } from '../../shared/form-row.tsx'
import { plainText, SecretInput } from '../../shared/secret-input.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import type { TokenControl } from '../model/token-control.ts'
import { RedirectUrl } from './redirect-url.tsx'

const grantTypes: readonly (readonly [GrantType, TextKey])[] = [
  ['client_credentials', 'grantClientCredentials'],
  ['authorization_code', 'grantAuthorizationCode'],
]

const clientAuthentications: readonly (readonly [ClientAuthentication, TextKey])[] = [
  ['header', 'clientInHeader'],
  ['body', 'clientInBody'],
]

interface OAuthFieldsProps {
  readonly auth: OAuth2
  readonly token: TokenControl
  readonly change: (part: Partial<OAuth2>) => void
}

/** Where an access token comes from, and the token (RFC 6749). */
export function OAuthFields({ auth, token, change }: OAuthFieldsProps) {
  const id = useId()
  const signsIn = auth.grantType === 'authorization_code'
  const field = { auth, change }
  return (
    <>
      <FormRow label={t('grantType')} id={`${id}-grant`}>
        <Choice
          id={`${id}-grant`}
          label={t('grantType')}
          value={auth.grantType}
          options={grantTypes.map(([grantType, name]) => [grantType, t(name)] as const)}
          onChoose={(grantType) => change({ grantType })}
        />
      </FormRow>
      {signsIn && (
        <TextField {...field} name="authorizationUrl" label="authorizationUrl" hint="authorizationUrlExplained" />
      )}
      <TextField {...field} name="accessTokenUrl" label="tokenUrl" placeholder="https://auth.example/token" />
      <TextField {...field} name="clientId" label="clientId" />
      <FormRow label={t('clientSecret')} id={`${id}-secret`} hint={t('clientSecretExplained')}>
        <SecretInput
          label={t('clientSecret')}
          id={`${id}-secret`}
          aria-describedby={`${id}-secret-hint`}
          value={auth.clientSecret}
          onInput={(event) => change({ clientSecret: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label={t('clientAuthentication')} id={`${id}-way`}>
        <Choice
          id={`${id}-way`}
          label={t('clientAuthentication')}
          value={auth.clientAuthentication}
          options={clientAuthentications.map(([way, name]) => [way, t(name)] as const)}
          onChoose={(clientAuthentication) => change({ clientAuthentication })}
        />
      </FormRow>
      <TextField {...field} name="scope" label="tokenScope" hint="tokenScopeExplained" />
      <TextField {...field} name="audience" label="audience" />
      <TextField {...field} name="resource" label="resource" />
      {signsIn && <RedirectUrl url={token.status.value?.redirectUrl ?? ''} />}
    </>
  )
}

interface TextFieldProps {
  readonly auth: OAuth2
  readonly name: 'authorizationUrl' | 'accessTokenUrl' | 'clientId' | 'scope' | 'audience' | 'resource'
  readonly label: TextKey
  readonly hint?: TextKey
  readonly placeholder?: string
  readonly change: (part: Partial<OAuth2>) => void
}

function TextField({ auth, name, label, hint, placeholder = '', change }: TextFieldProps) {
  const id = useId()
  return (
    <FormRow label={t(label)} id={id} hint={hint && t(hint)}>
      <input
        {...plainText}
        class="mono"
        id={id}
        placeholder={placeholder}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
        value={auth[name]}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
    </FormRow>
  )
}
