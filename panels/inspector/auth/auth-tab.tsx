import { useId } from 'preact/hooks'
import type { HandshakeSettings } from '../../../src/core/handshake.ts'
import { type ScopeName, scopeHeaders } from '../../../src/core/scope.ts'
import { authNames } from '../../shared/auth-names.ts'
import { parts } from '../../shared/change.ts'
import { Choice } from '../../shared/controls.tsx'
import { FormRow } from '../../shared/form-row.tsx'
import { plainText } from '../../shared/secret-input.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import { LoadedSettings } from '../connection/loaded-settings.tsx'
import type { HandshakeForm } from '../model/handshake-form.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { AuthFields } from './auth-fields.tsx'
import { OAuthToken } from './oauth-token.tsx'

const scopeNames: readonly (readonly [ScopeName, TextKey])[] = [
  ['none', 'scopeNone'],
  ['organization', 'scopeOrganization'],
  ['project', 'scopeProject'],
  ['world', 'scopeWorld'],
  ['launch-context', 'scopeLaunchContext'],
]

/** How the handshake proves who it comes from, and whom the token speaks for. */
export function AuthTab({ model }: { model: InspectorModel }) {
  const id = useId()
  const form = model.handshakeForm
  return (
    <LoadedSettings form={form}>
      {(settings) => (
        <div class="form-columns" onFocusOut={() => void form.flush()}>
          <div class="form-grid">
            <FormRow label={t('authentication')} id={id}>
              <Choice
                id={id}
                label={t('authentication')}
                value={settings.auth.type}
                options={[...authNames].map(([type, name]) => [type, t(name)] as const)}
                onChoose={form.chooseAuth}
              />
            </FormRow>
            <AuthFields
              key={`${model.selection.profileId.value} ${settings.auth.type}`}
              auth={settings.auth}
              side={model.side}
              token={model.token}
              onChange={form.changeOf('auth')}
            />
          </div>
          <div class="form-grid">
            {settings.auth.type === 'oauth2' && (
              <OAuthToken
                key={model.selection.profileId.value}
                auth={settings.auth}
                side={model.side}
                token={model.token}
              />
            )}
            <Scope settings={settings} form={form} />
          </div>
        </div>
      )}
    </LoadedSettings>
  )
}

interface ScopeProps {
  readonly settings: HandshakeSettings
  readonly form: HandshakeForm
}

function Scope({ settings: { scope, scopeValues }, form }: ScopeProps) {
  const id = useId()
  const write = parts(form.changeOf('scopeValues'))
  return (
    <>
      <FormRow label={t('scope')} id={id} hint={scope === 'none' ? undefined : t('scopeExplained')}>
        <Choice
          id={id}
          label={t('scope')}
          value={scope}
          options={scopeNames.map(([name, text]) => [name, t(text)] as const)}
          onChoose={(chosen) => form.edit({ scope: chosen })}
        />
      </FormRow>
      {scopeHeaders(scope).map((name) => (
        <FormRow key={name} label={name} id={`${id}-${name}`}>
          <input
            {...plainText}
            class="mono"
            id={`${id}-${name}`}
            value={scopeValues[name] ?? ''}
            onInput={(event) => write({ [name]: event.currentTarget.value })}
          />
        </FormRow>
      ))}
    </>
  )
}
