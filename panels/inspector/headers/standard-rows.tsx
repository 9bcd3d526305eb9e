import { useId, useRef } from 'preact/hooks'
import type { HandshakeSettings, StandardChange } from '../../../src/core/handshake.ts'
import { checkHeaders, type HeaderOperation } from '../../../src/core/headers.ts'
import { isSecretName } from '../../../src/core/secrets.ts'
import { Choice } from '../../shared/controls.tsx'
import { said } from '../../shared/said.ts'
import { PlainInput, SecretInput } from '../../shared/secret-input.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import type { BrowserSide } from '../model/browser-side.ts'

type StandardKey = 'cookie' | 'origin' | 'userAgent'

interface StandardRowsProps {
  readonly settings: HandshakeSettings
  readonly side: BrowserSide
  readonly onChange: (change: Partial<Pick<HandshakeSettings, StandardKey>>) => void
}

const rows: readonly (readonly [StandardKey, name: string, explained: TextKey])[] = [
  ['cookie', 'Cookie', 'cookieExplained'],
  ['origin', 'Origin', 'originExplained'],
  ['userAgent', 'User-Agent', 'userAgentExplained'],
]

/** The headers that the browser sends by itself and a person may want otherwise. */
export function StandardRows({ settings, side, onChange }: StandardRowsProps) {
  const defaults = { cookie: t('cookieDefault'), origin: side.origin, userAgent: side.userAgent }
  return (
    <fieldset class="standard-rows">
      <legend>{t('browserHeaders')}</legend>
      {rows.map(([key, name, explained]) => (
        <StandardRow
          key={key}
          name={name}
          explained={t(key === 'cookie' && side.browser === 'firefox' ? 'cookieExplainedFirefox' : explained)}
          usual={defaults[key]}
          change={settings[key]}
          side={side}
          onChange={(change) => onChange({ [key]: change })}
        />
      ))}
    </fieldset>
  )
}

interface StandardRowProps {
  readonly name: string
  readonly explained: string
  /** What the browser sends when nothing is changed. */
  readonly usual: string
  readonly change: StandardChange
  readonly side: BrowserSide
  readonly onChange: (change: StandardChange) => void
}

function StandardRow({ name, explained, usual, change, side, onChange }: StandardRowProps) {
  const id = useId()
  /** Comes back when it is to be replaced again after all. */
  const typed = useRef('')
  const operation = operationOf(name, change)
  const checked = operation && checkHeaders([operation], side.browser)
  const fault = checked?.ok === false ? said(checked.refusal.message) : undefined
  const Input = isSecretName(name) ? SecretInput : PlainInput
  return (
    <div class="standard-row" role="group" aria-label={name}>
      <span class="mono">{name}</span>
      <Choice
        label={t('standardChange', name)}
        value={change.change}
        options={[
          ['keep', t('changeKeep')],
          ['replace', t('changeReplace')],
          ['remove', t('changeRemove')],
        ]}
        onChoose={(chosen) => {
          if (change.change === 'replace') typed.current = change.value
          onChange(chosen === 'replace' ? { change: chosen, value: typed.current } : { change: chosen })
        }}
      />
      {change.change === 'replace' ? (
        <Input
          label={t('standardValue', name)}
          aria-invalid={fault !== undefined}
          aria-describedby={id}
          placeholder={usual}
          value={change.value}
          onInput={(event) => onChange({ change: 'replace', value: event.currentTarget.value })}
        />
      ) : (
        <span class={`standard-default ${change.change === 'remove' ? 'removed' : ''}`}>
          {change.change === 'remove' ? t('headerNotSent') : usual}
        </span>
      )}
      <small id={id} class={`form-hint ${fault === undefined ? '' : 'fault'}`}>
        {fault ?? explained}
      </small>
    </div>
  )
}

function operationOf(name: string, change: StandardChange): HeaderOperation | undefined {
  if (change.change === 'remove') return { operation: 'remove', name }
  return change.change === 'replace' ? { operation: 'set', name, value: change.value.trim() } : undefined
}
