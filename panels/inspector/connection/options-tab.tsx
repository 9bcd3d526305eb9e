import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

const leastTimeout = 0.1
const mostTimeout = 600

export function OptionsTab({ model }: { model: InspectorModel }) {
  const profile = model.form.profile.value
  if (!profile) return null
  return (
    <div class="option-list">
      <HandshakeTimeout
        key={profile.id}
        milliseconds={profile.handshakeTimeout}
        onChange={(handshakeTimeout) => model.form.edit({ handshakeTimeout })}
      />
      {profile.kind === 'json' && (
        <label class="check">
          <input
            type="checkbox"
            checked={profile.minify}
            onChange={(event) => model.form.edit({ minify: event.currentTarget.checked })}
          />
          <span>
            {t('minify')}
            <small>{t('minifyExplained')}</small>
          </span>
        </label>
      )}
    </div>
  )
}

/** Only a time that can be used is taken; what was typed stands and says what is wrong with it. */
function HandshakeTimeout({ milliseconds, onChange }: { milliseconds: number; onChange: (timeout: number) => void }) {
  const id = useId()
  const typed = useSignal(String(milliseconds / 1000))
  const seconds = Number(typed.value)
  const isUsable = typed.value.trim() !== '' && seconds >= leastTimeout && seconds <= mostTimeout
  const shown = isUsable && Math.round(seconds * 1000) !== milliseconds ? String(milliseconds / 1000) : typed.value
  return (
    <div class="option">
      <label for={id}>{t('handshakeTimeout')}</label>
      <span class="option-value">
        <input
          id={id}
          class="number-input"
          type="number"
          min={leastTimeout}
          max={mostTimeout}
          step="any"
          value={shown}
          aria-invalid={!isUsable}
          aria-describedby={`${id}-help`}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            const timeout = Math.round(Number(event.currentTarget.value) * 1000)
            if (event.currentTarget.value.trim() !== '' && timeout >= 100 && timeout <= 600_000) onChange(timeout)
          }}
        />{' '}
        {t('seconds')}
      </span>
      <small id={`${id}-help`} class={isUsable ? undefined : 'composer-fault'}>
        {t(isUsable ? 'handshakeTimeoutExplained' : 'handshakeTimeoutInvalid', leastTimeout, mostTimeout)}
      </small>
    </div>
  )
}
