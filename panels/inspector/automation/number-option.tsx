import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { type TextKey, t } from '../../shared/text.ts'

/** What has another word for one of it. */
const one: { readonly [Unit in TextKey]?: TextKey } = {
  seconds: 'secondsOne',
  days: 'daysOne',
  unitBytes: 'unitBytesOne',
}

interface NumberOptionProps {
  readonly label: TextKey
  readonly help?: TextKey
  readonly unit?: TextKey
  /** As it is kept. */
  readonly value: number
  /** How many of what is kept are one of what is shown: 1000 where milliseconds are shown as seconds. */
  readonly scale?: number
  /** As shown. */
  readonly least: number
  readonly most: number
  readonly whole?: true
  /** Whether it has something deleted: it is taken when the field is left, or with Enter, and not half typed. */
  readonly deletes?: true
  readonly onChange: (value: number) => void
}

/** Only a number that can be used is taken; what was typed stands and says what is wrong with it. */
export function NumberOption(props: NumberOptionProps) {
  const { label, help, unit, value, scale = 1, least, most, whole, deletes, onChange } = props
  const id = useId()
  const typed = useSignal(String(value / scale))
  /** Whether something is typed that was not taken yet. */
  const isTyping = useSignal(false)
  const kept = keptOf(typed.value, props)
  const shown = kept !== undefined && kept !== value && !isTyping.value ? String(value / scale) : typed.value
  const hint = kept === undefined ? t(whole ? 'wholeNumberInvalid' : 'numberInvalid', least, most) : help && t(help)
  const take = () => {
    isTyping.value = false
    const next = keptOf(typed.peek(), props)
    if (next !== undefined) onChange(next)
  }
  const takeTyped = () => {
    if (isTyping.peek()) take()
  }
  return (
    <div class="option">
      <label for={id}>{t(label)}</label>
      <span class="option-value">
        <input
          id={id}
          class="number-input"
          type="number"
          min={least}
          max={most}
          step={whole ? 1 : 'any'}
          value={shown}
          aria-invalid={kept === undefined}
          {...(hint === undefined ? {} : { 'aria-describedby': `${id}-help` })}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            if (deletes) isTyping.value = true
            else take()
          }}
          onBlur={takeTyped}
          onKeyDown={({ key }) => {
            if (key === 'Enter') takeTyped()
          }}
        />{' '}
        {unit && t((value === scale && one[unit]) || unit)}
      </span>
      {hint !== undefined && (
        <small id={`${id}-help`} class={kept === undefined ? 'composer-fault' : undefined}>
          {hint}
        </small>
      )}
    </div>
  )
}

function keptOf(typed: string, { least, most, whole, scale = 1 }: NumberOptionProps): number | undefined {
  const given = Number(typed)
  const isUsable = typed.trim() !== '' && given >= least && given <= most && (!whole || Number.isInteger(given))
  if (!isUsable) return undefined
  return scale === 1 ? given : Math.round(given * scale)
}
