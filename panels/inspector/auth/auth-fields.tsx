import { useId } from 'preact/hooks'
import type { ApiKeyPlace, Auth } from '../../../src/core/auth.ts'
import { type Change, partsOf } from '../../shared/change.ts'
import { Choice } from '../../shared/controls.tsx'
import { FormRow } from '../../shared/form-row.tsx'
import { plainText, SecretInput } from '../../shared/secret-input.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import type { BrowserSide } from '../model/browser-side.ts'
import type { TokenControl } from '../model/token-control.ts'
import { JwtFacts } from './jwt-facts.tsx'
import { OAuthFields } from './oauth-fields.tsx'
import { PageTokenFields } from './page-token-fields.tsx'

type AuthOf<Type extends Auth['type']> = Extract<Auth, { type: Type }>

interface FieldsProps<Type extends Auth['type']> {
  readonly auth: AuthOf<Type>
  readonly change: (part: Partial<AuthOf<Type>>) => void
}

interface AuthFieldsProps {
  readonly auth: Auth
  readonly side: BrowserSide
  readonly token: TokenControl
  readonly onChange: Change<Auth>
}

/** What each kind of authentication needs to know. */
export function AuthFields({ auth, side, token, onChange }: AuthFieldsProps) {
  switch (auth.type) {
    case 'none':
      return <p class="form-note">{t('authNoneExplained')}</p>
    case 'bearer':
      return <BearerFields auth={auth} change={partsOf(onChange, 'bearer')} />
    case 'basic':
      return <BasicFields auth={auth} change={partsOf(onChange, 'basic')} />
    case 'api-key':
      return <ApiKeyFields auth={auth} change={partsOf(onChange, 'api-key')} />
    case 'page-token':
      return <PageTokenFields auth={auth} side={side} change={partsOf(onChange, 'page-token')} />
    case 'oauth2':
      return <OAuthFields auth={auth} token={token} change={partsOf(onChange, 'oauth2')} />
  }
}

function BearerFields({ auth, change }: FieldsProps<'bearer'>) {
  const id = useId()
  return (
    <>
      <FormRow label={t('token')} id={`${id}-token`}>
        <SecretInput
          label={t('token')}
          id={`${id}-token`}
          value={auth.token}
          onInput={(event) => change({ token: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label={t('prefix')} id={`${id}-prefix`} hint={t('prefixExplained', auth.prefix.trim())}>
        <input
          {...plainText}
          class="mono short-input"
          id={`${id}-prefix`}
          aria-describedby={`${id}-prefix-hint`}
          value={auth.prefix}
          onInput={(event) => change({ prefix: event.currentTarget.value })}
        />
      </FormRow>
      <JwtFacts token={auth.token} />
    </>
  )
}

function BasicFields({ auth, change }: FieldsProps<'basic'>) {
  const id = useId()
  const hasColon = auth.username.includes(':')
  return (
    <>
      <FormRow
        label={t('username')}
        id={`${id}-username`}
        hint={hasColon ? t('usernameColon') : undefined}
        isFault={hasColon}
      >
        <input
          {...plainText}
          id={`${id}-username`}
          aria-invalid={hasColon}
          {...(hasColon ? { 'aria-describedby': `${id}-username-hint` } : {})}
          value={auth.username}
          onInput={(event) => change({ username: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label={t('password')} id={`${id}-password`} hint={t('basicExplained')}>
        <SecretInput
          label={t('password')}
          id={`${id}-password`}
          aria-describedby={`${id}-password-hint`}
          value={auth.password}
          onInput={(event) => change({ password: event.currentTarget.value })}
        />
      </FormRow>
    </>
  )
}

const places: readonly (readonly [ApiKeyPlace, TextKey, TextKey])[] = [
  ['header', 'placeHeader', 'placeHeaderExplained'],
  ['query', 'placeQuery', 'placeQueryExplained'],
  ['subprotocol', 'placeSubprotocol', 'placeSubprotocolExplained'],
]

function ApiKeyFields({ auth, change }: FieldsProps<'api-key'>) {
  const id = useId()
  const explained = places.find(([place]) => place === auth.in)?.[2] ?? 'placeHeaderExplained'
  return (
    <>
      <FormRow label={t('key')} id={`${id}-key`}>
        <input
          {...plainText}
          class="mono"
          id={`${id}-key`}
          value={auth.key}
          onInput={(event) => change({ key: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label={t('value')} id={`${id}-value`}>
        <SecretInput
          label={t('value')}
          id={`${id}-value`}
          value={auth.value}
          onInput={(event) => change({ value: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow label={t('addTo')} id={`${id}-place`} hint={t(explained)}>
        <Choice
          id={`${id}-place`}
          label={t('addTo')}
          value={auth.in}
          options={places.map(([place, name]) => [place, t(name)] as const)}
          onChoose={(place) => change({ in: place })}
        />
      </FormRow>
    </>
  )
}
