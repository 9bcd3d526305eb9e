import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { parseByteSize } from '../../../src/core/byte-size.ts'
import type { EntryKind } from '../../../src/log/filter.ts'
import { Choice } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import type { LogView } from '../model/log-view.ts'

/** What is asked of entries beside their text: their type and their size. */
export function FilterDetails({ log, id }: { log: LogView; id: string }) {
  const { kind, size } = log.filter.value
  const { sent, received } = log.schemas.value
  // Without a schema there is nothing that does not fit.
  const isOffered = (name: EntryKind) => name !== 'misfit' || name === kind || Boolean(sent || received)
  return (
    <fieldset class="filter-details" id={id} aria-label={t('moreFilters')}>
      <Choice
        label={t('entryType')}
        value={kind}
        options={kinds.filter(([value]) => isOffered(value)).map(([value, key]) => [value, t(key)] as const)}
        onChoose={(chosen) => log.changeFilter({ kind: chosen })}
      />
      <SizeField
        label={t('sizeAtLeast')}
        bytes={size.least}
        onChange={(least) => log.changeFilter({ size: { ...size, least } })}
      />
      <SizeField
        label={t('sizeAtMost')}
        bytes={size.most}
        onChange={(most) => log.changeFilter({ size: { ...size, most } })}
      />
    </fieldset>
  )
}

const kinds = [
  ['all', 'typeAll'],
  ['message', 'typeMessage'],
  ['text', 'typeText'],
  ['binary', 'typeBinary'],
  ['misfit', 'typeMisfit'],
  ['handshake', 'typeHandshake'],
  ['opened', 'typeOpened'],
  ['closed', 'typeClosed'],
  ['error', 'typeError'],
  ['note', 'typeNote'],
] as const satisfies readonly (readonly [EntryKind, Parameters<typeof t>[0]])[]

/** `bytes` and a unit, such as `16 KiB`. What cannot be understood is marked and changes nothing. */
function SizeField(props: { label: string; bytes: number | undefined; onChange: (bytes: number | undefined) => void }) {
  const id = useId()
  const typed = useSignal(props.bytes === undefined ? '' : String(props.bytes))
  const isUsable = typed.value.trim() === '' || parseByteSize(typed.value) !== undefined
  return (
    <label class="size-field">
      {props.label}
      <input
        size={8}
        // Without what is wrong with it, which is beside it in the label.
        aria-label={props.label}
        value={typed.value}
        placeholder={t('sizeExample')}
        spellcheck={false}
        aria-invalid={!isUsable}
        aria-describedby={isUsable ? undefined : id}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          const bytes = parseByteSize(typed.value)
          if (bytes !== undefined || typed.value.trim() === '') props.onChange(bytes)
        }}
      />
      <small class="filter-fault" id={id} role="status">
        {!isUsable && t('sizeInvalid')}
      </small>
    </label>
  )
}
