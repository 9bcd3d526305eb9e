import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { HandshakeSettings, HeaderRow } from '../../../src/core/handshake.ts'
import { type Change, row } from '../../shared/change.ts'
import { Icon } from '../../shared/icons.tsx'
import { useRowRemoval } from '../../shared/row-removal.ts'
import { t } from '../../shared/text.ts'
import { Toast } from '../../shared/toast.tsx'
import { LoadedSettings } from '../connection/loaded-settings.tsx'
import type { InspectorModel } from '../model/inspector-model.ts'
import { HeaderRowFields } from './header-row.tsx'
import { StandardRows } from './standard-rows.tsx'

/** What the handshake carries beside what the browser sends by itself. */
export function HeadersTab({ model }: { model: InspectorModel }) {
  const form = model.handshakeForm
  return (
    <LoadedSettings form={form}>
      {(settings) => (
        <div class="headers-tab" key={model.selection.profileId.value} onFocusOut={() => void form.flush()}>
          <HeaderRows settings={settings} model={model} onChange={form.changeOf('headers')} />
          <StandardRows settings={settings} side={model.side} onChange={form.edit} />
        </div>
      )}
    </LoadedSettings>
  )
}

interface HeaderRowsProps {
  readonly settings: HandshakeSettings
  readonly model: InspectorModel
  readonly onChange: Change<readonly HeaderRow[]>
}

function HeaderRows({ settings, model, onChange }: HeaderRowsProps) {
  const { headers } = settings
  const namesId = useId()
  const added = useSignal(-1)
  const removal = useRowRemoval(onChange)
  const add = () => {
    added.value = headers.length
    onChange((rows) => [...rows, { name: '', value: '', enabled: true }])
  }
  return (
    <div class="header-rows">
      {headers.map((header, index) => (
        // The number of rows is part of the key: what is revealed must not move on to another row.
        <HeaderRowFields
          key={`${headers.length} ${index}`}
          row={header}
          number={index + 1}
          settings={settings}
          browser={model.side.browser}
          namesId={namesId}
          takesFocus={added.value === index}
          onChange={row(onChange, index)}
          onRemove={() => {
            added.value = -1
            const { name, value } = header
            removal.remove(header, index, name || value ? name || t('headerNumber', index + 1) : undefined)
          }}
        />
      ))}
      <button type="button" class="add-row" onClick={add}>
        <Icon name="add" />
        {t('addHeader')}
      </button>
      <datalist id={namesId}>
        {commonNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div class="toast-place" role="status">
        {removal.removed.value && <Toast text={removal.removed.value.text} offer={removal} />}
      </div>
    </div>
  )
}

const commonNames = [
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Forwarded',
  'Proxy-Authorization',
  'Referer',
  'traceparent',
  'tracestate',
  'X-Api-Key',
  'X-Correlation-Id',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Request-Id',
  'X-Tenant-Id',
]
