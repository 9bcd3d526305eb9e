import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { faultInWords } from '../../../src/core/text-fault.ts'
import { debounce } from '../../shared/debounce.ts'
import { said } from '../../shared/said.ts'
import { type TextKey, t } from '../../shared/text.ts'

interface SchemaFieldProps {
  readonly label: TextKey
  readonly text: string
  readonly onChange: (text: string) => void
}

/** A schema as text. One that is wrong is kept, says where it is wrong, and asks nothing of messages meanwhile. */
export function SchemaField({ label, text, onChange }: SchemaFieldProps) {
  const id = useId()
  const typed = useSignal(text)
  const fault = useFault(typed.value)
  const hand = useRef(onChange)
  hand.current = onChange
  /** As it was handed on or came last: another view may change it, and what is being typed here stays. */
  const known = useRef(text)
  const handing = useRef(
    debounce(() => {
      known.current = typed.peek()
      hand.current(known.current)
    }),
  )
  useEffect(() => {
    if (typed.peek() === known.current) typed.value = text
    known.current = text
  }, [text, typed])
  const { soon, flush } = handing.current
  useEffect(() => () => void flush(), [flush])
  return (
    <div class="option schema-option">
      <label for={id}>{t(label)}</label>
      <textarea
        id={id}
        class="mono"
        rows={6}
        maxLength={1_048_576}
        spellcheck={false}
        placeholder={'{ "type": "object" }'}
        value={typed.value}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-help`}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          soon()
        }}
        onBlur={() => void flush()}
      />
      <small id={`${id}-help`} class={fault === undefined ? undefined : 'composer-fault'}>
        {fault === undefined ? t('schemaExplained') : said(fault)}
      </small>
    </div>
  )
}

/** What is wrong with a schema, as a sentence that begins with its place; what finds it is loaded for the first one. */
function useFault(text: string): string | undefined {
  const fault = useSignal<string | undefined>(undefined)
  useEffect(() => {
    let isCurrent = true
    if (text.trim() === '') fault.value = undefined
    else
      void import('../../../src/core/json-schema.ts').then(({ schemaFault }) => {
        const found = schemaFault(text)
        if (isCurrent) fault.value = found && faultInWords(text, found)
      })
    return () => {
      isCurrent = false
    }
  }, [text, fault])
  return fault.value
}
