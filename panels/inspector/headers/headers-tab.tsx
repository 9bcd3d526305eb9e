import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { HandshakeSettings, HeaderRow } from '../../../src/core/handshake.ts'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
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
        <div class="headers-tab" onFocusOut={() => void form.flush()}>
          <HeaderRows
            key={model.selection.profileId.value}
            settings={settings}
            model={model}
            onChange={(headers) => form.edit({ headers })}
          />
          <StandardRows settings={settings} side={model.side} onChange={form.edit} />
        </div>
      )}
    </LoadedSettings>
  )
}

interface HeaderRowsProps {
  readonly settings: HandshakeSettings
  readonly model: InspectorModel
  readonly onChange: (headers: readonly HeaderRow[]) => void
}

function HeaderRows({ settings, model, onChange }: HeaderRowsProps) {
  const { headers } = settings
  const namesId = useId()
  const added = useSignal(-1)
  const add = () => {
    added.value = headers.length
    onChange([...headers, { name: '', value: '', enabled: true }])
  }
  return (
    <div class="header-rows">
      {headers.map((row, index) => (
        // The number of rows is part of the key: what is revealed must not move on to another row.
        <HeaderRowFields
          key={`${headers.length} ${index}`}
          row={row}
          number={index + 1}
          settings={settings}
          browser={model.side.browser}
          namesId={namesId}
          takesFocus={added.value === index}
          onChange={(changed) => onChange(headers.with(index, changed))}
          onRemove={() => {
            added.value = -1
            onChange(headers.toSpliced(index, 1))
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
