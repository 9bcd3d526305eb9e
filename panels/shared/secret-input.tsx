import { useSignal } from '@preact/signals'
import type { TargetedInputEvent } from 'preact'
import { IconButton } from './controls.tsx'
import { t } from './text.ts'

export interface TextInputProps {
  readonly label: string
  readonly id?: string
  readonly value: string
  readonly placeholder?: string
  readonly 'aria-invalid'?: boolean
  readonly 'aria-describedby'?: string
  readonly onInput: (event: TargetedInputEvent<HTMLInputElement>) => void
}

/** Typed text that is drawn as dots until it is asked for. It stays a text field: a password field has no role. */
export function SecretInput({ label, ...attributes }: TextInputProps) {
  const isShown = useSignal(false)
  return (
    <span class="secret">
      <input {...plainText} {...attributes} class={isShown.value ? 'mono' : 'mono masked'} aria-label={label} />
      <RevealButton label={label} isShown={isShown.value} onToggle={() => (isShown.value = !isShown.value)} />
    </span>
  )
}

/** The same for what is no secret. */
export function PlainInput({ label, ...attributes }: TextInputProps) {
  return <input {...plainText} {...attributes} class="mono" aria-label={label} />
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
