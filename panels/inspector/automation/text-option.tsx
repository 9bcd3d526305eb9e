import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { type TextKey, t } from '../../shared/text.ts'
import { hasCrlf, withCrlf } from '../model/outgoing.ts'

interface TextOptionProps<Value> {
  readonly label: TextKey
  readonly help?: TextKey
  readonly invalid?: TextKey
  /** The element that says what else is wrong with it. */
  readonly fault?: string | undefined
  readonly value: Value
  /** It may have several lines, which a field of one line would take away. */
  readonly hasLines?: true
  write(value: Value): string
  /** @returns undefined for a text that means nothing */
  read(text: string): Value | undefined
  readonly onChange: (value: Value) => void
}

/** Of more lines the others are scrolled to. */
const mostRows = 8

/** A text with a meaning: only one that has it is taken; what was typed stands and says what is wrong with it. */
export function TextOption<Value>(props: TextOptionProps<Value>) {
  const { label, help, invalid, fault, value, hasLines, write, read, onChange } = props
  const id = useId()
  const typed = useSignal(write(value))
  const meant = read(typed.value)
  const shown = meant !== undefined && write(meant) !== write(value) ? write(value) : typed.value
  const isFault = meant === undefined
  const hint = isFault ? invalid : help
  const describedBy = [hint !== undefined && `${id}-help`, fault].filter(Boolean).join(' ')
  const field = {
    id,
    class: 'mono option-text',
    autocomplete: 'off',
    spellcheck: false,
    // A field of several lines ends all of them with LF, and is another one at each key where it is given anything else.
    value: shown.replaceAll('\r\n', '\n'),
    'aria-invalid': isFault || fault !== undefined,
    ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      typed.value = hasCrlf(shown) ? withCrlf(currentTarget.value) : currentTarget.value
      const next = read(typed.peek())
      if (next !== undefined) onChange(next)
    },
  }
  return (
    <div class="option">
      <label for={id}>{t(label)}</label>
      {hasLines ? (
        <textarea {...field} rows={Math.min(mostRows, shown.split('\n').length)} />
      ) : (
        <input {...field} type="text" />
      )}
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
