import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { type TextKey, t } from '../../shared/text.ts'

interface TextOptionProps<Value> {
  readonly label: TextKey
  readonly help?: TextKey
  readonly invalid?: TextKey
  readonly value: Value
  write(value: Value): string
  /** @returns undefined for a text that means nothing */
  read(text: string): Value | undefined
  readonly onChange: (value: Value) => void
}

/** A text with a meaning: only one that has it is taken; what was typed stands and says what is wrong with it. */
export function TextOption<Value>({ label, help, invalid, value, write, read, onChange }: TextOptionProps<Value>) {
  const id = useId()
  const typed = useSignal(write(value))
  const meant = read(typed.value)
  const shown = meant !== undefined && write(meant) !== write(value) ? write(value) : typed.value
  const isFault = meant === undefined
  const hint = isFault ? invalid : help
  return (
    <div class="option">
      <label for={id}>{t(label)}</label>
      <input
        id={id}
        class="mono option-text"
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={shown}
        aria-invalid={isFault}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-help` })}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          const next = read(event.currentTarget.value)
          if (next !== undefined) onChange(next)
        }}
      />
      {hint !== undefined && (
        <small id={`${id}-help`} class={isFault ? 'composer-fault' : undefined}>
          {t(hint)}
        </small>
      )}
    </div>
  )
}

/** For a text that is taken as it is. */
export const asItIs = { write: (text: string) => text, read: (text: string) => text }
