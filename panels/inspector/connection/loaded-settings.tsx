import type { ComponentChildren } from 'preact'
import type { HandshakeSettings } from '../../../src/core/handshake.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { t } from '../../shared/text.ts'
import type { HandshakeForm } from '../model/handshake-form.ts'

interface LoadedSettingsProps {
  readonly form: HandshakeForm
  readonly children: (settings: HandshakeSettings) => ComponentChildren
}

/** A form over what is stored, once it is known: an edit of what was never read would overwrite it. */
export function LoadedSettings({ form, children }: LoadedSettingsProps) {
  const settings = form.settings.value
  const fault = form.fault.value
  if (settings) return <>{children(settings)}</>
  if (!fault) return null
  return (
    <div class="tab-note">
      <RefusalAlert refusal={fault}>
        <button type="button" class="allow-access" onClick={() => void form.read()}>
          {t('tryAgain')}
        </button>
      </RefusalAlert>
    </div>
  )
}
