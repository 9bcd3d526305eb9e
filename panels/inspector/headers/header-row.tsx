import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { HandshakeSettings, HeaderRow } from '../../../src/core/handshake.ts'
import type { Browser } from '../../../src/core/headers.ts'
import { isSecretRow, markedRow } from '../../../src/core/secrets.ts'
import { type Change, parts } from '../../shared/change.ts'
import { IconButton } from '../../shared/controls.tsx'
import { plainText, SecretInput } from '../../shared/secret-input.tsx'
import { useTakenFocus } from '../../shared/take-focus.ts'
import { t } from '../../shared/text.ts'
import { rowFault } from './row-faults.ts'

interface HeaderRowFieldsProps {
  readonly row: HeaderRow
  /** Its place, counted from 1. */
  readonly number: number
  readonly settings: HandshakeSettings
  readonly browser: Browser
  /** The list of common names. */
  readonly namesId: string
  readonly takesFocus: boolean
  readonly onChange: Change<HeaderRow>
  readonly onRemove: () => void
}

export function HeaderRowFields(props: HeaderRowFieldsProps) {
  const { row, number, settings, browser, onChange, onRemove } = props
  const id = useId()
  const fault = rowFault(settings, number - 1, browser)
  const isFaulty = fault !== undefined
  const described = isFaulty ? { 'aria-describedby': id } : {}
  const isSecret = isSecretRow(row)
  const write = parts(onChange)
  const value = {
    value: row.value,
    'aria-invalid': isFaulty,
    ...described,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      write({ value: event.currentTarget.value }),
  }
  return (
    <div class={`header-row ${row.enabled ? '' : 'off'}`} role="group" aria-label={t('headerNumber', number)}>
      <input
        type="checkbox"
        aria-label={t('sendHeader')}
        title={t('sendHeader')}
        checked={row.enabled}
        onChange={(event) => write({ enabled: event.currentTarget.checked })}
      />
      <NameInput {...props} attributes={{ 'aria-invalid': isFaulty, ...described }} />
      {isSecret ? (
        <SecretInput label={t('headerValue')} placeholder={t('value')} {...value} />
      ) : (
        <input {...plainText} class="mono" aria-label={t('headerValue')} placeholder={t('value')} {...value} />
      )}
      <IconButton
        icon="lock"
        label={t('secretHeader')}
        title={t('secretHeaderExplained')}
        aria-pressed={isSecret}
        onClick={() => onChange((present) => markedRow(present, !isSecret))}
      />
      <IconButton icon="trash" label={t('removeHeader')} onClick={onRemove} />
      {isFaulty && (
        <small id={id} class="form-hint fault">
          {fault}
        </small>
      )}
    </div>
  )
}

interface NameInputProps extends HeaderRowFieldsProps {
  readonly attributes: { readonly 'aria-invalid': boolean; readonly 'aria-describedby'?: string }
}

/** Completes common names while one types. It is a text field by role all the time, as all header names are. */
function NameInput({ row, namesId, takesFocus, onChange, attributes }: NameInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const isTyping = useSignal(false)
  useTakenFocus(input, takesFocus)
  const completion: object = { role: 'textbox', ...(isTyping.value ? { list: namesId } : {}) }
  return (
    <input
      {...plainText}
      {...attributes}
      {...completion}
      ref={input}
      class="mono"
      aria-label={t('headerName')}
      placeholder={t('name')}
      value={row.name}
      onInput={(event) => {
        isTyping.value = event.currentTarget.value !== ''
        parts(onChange)({ name: event.currentTarget.value })
      }}
      onBlur={() => {
        isTyping.value = false
      }}
    />
  )
}
