import { useSignal } from '@preact/signals'
import { useState } from 'preact/hooks'
import { IconButton } from './controls.tsx'
import { t } from './text.ts'

export interface TextInputProps {
  readonly label: string
  readonly id?: string
  readonly value: string
  readonly placeholder?: string
  readonly 'aria-invalid'?: boolean
  readonly 'aria-describedby'?: string
  readonly onInput: (event: { readonly currentTarget: { readonly value: string } }) => void
}

/** Typed text that is drawn as dots until it is asked for. It stays a text field: a password field has no role. */
export function SecretInput({ label, ...attributes }: TextInputProps) {
  const isShown = useSignal(false)
  return (
    <span class="secret">
      <TextField {...attributes} class={isShown.value ? 'mono' : 'mono masked'} aria-label={label} />
      <RevealButton label={label} isShown={isShown.value} onToggle={() => (isShown.value = !isShown.value)} />
    </span>
  )
}

/** The same for what is no secret. */
export function PlainInput({ label, ...attributes }: TextInputProps) {
  return <TextField {...attributes} class="mono" aria-label={label} />
}

type TextFieldProps = Omit<TextInputProps, 'label'> & { readonly class: string; readonly 'aria-label': string }

/** Of several lines where there are some: a field of one would take their ends away at the first key. */
function TextField(attributes: TextFieldProps) {
  const [hasLines] = useState(attributes.value.includes('\n'))
  const { type, ...plain } = plainText
  return hasLines ? <textarea {...plain} {...attributes} rows={3} /> : <input type={type} {...plain} {...attributes} />
}

/** A value that is kept from onlookers until it is asked for. */
export function SecretText({ label, text }: { label: string; text: string }) {
  const isShown = useSignal(false)
  return (
    <span class="secret-text">
      <span>{isShown.value ? text : mask}</span>
      <RevealButton label={label} isShown={isShown.value} onToggle={() => (isShown.value = !isShown.value)} />
    </span>
  )
}

/** For fields whose text is no prose: nothing corrects, completes or remembers it. */
export const plainText = { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: false } as const

/** The same for every secret: its length is no one's business. */
const mask = '••••••••'

function RevealButton({ label, isShown, onToggle }: { label: string; isShown: boolean; onToggle: () => void }) {
  return <IconButton icon="eye" label={t('reveal', label)} aria-pressed={isShown} onClick={onToggle} />
}
