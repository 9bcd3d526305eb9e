import type { HandshakeFailure } from '../../../src/core/handshake-failure.ts'
import { explainProbe } from '../../../src/core/probe-explanation.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { AllowAccess } from '../../shared/allow-access.tsx'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** Asks the server once more, in plain HTTP, and says what came of it. Nothing is asked before the button is pressed. */
export function Diagnose({ model: { handshake, side } }: { model: InspectorModel }) {
  const result = handshake.diagnosis.value
  const isRunning = result === 'running'
  const diagnose = () => void handshake.diagnose()
  return (
    <div class="diagnose">
      <div class="diagnose-ask">
        <button type="button" aria-disabled={isRunning} onClick={isRunning ? undefined : diagnose}>
          <Icon name="search" />
          {t('diagnose')}
        </button>
        {isRunning && (
          <button type="button" onClick={() => handshake.stopDiagnosis()}>
            {t('cancel')}
          </button>
        )}
        <span class="faint">{t('diagnoseExplained')}</span>
      </div>
      <div role="status" aria-label={t('diagnosis')}>
        {isRunning && <progress aria-label={t('diagnosing')} />}
        {isRunning && <span class="faint"> {t('diagnosing')}</span>}
        {result !== undefined && result !== 'running' && result.ok && <Finding probe={result.value} />}
      </div>
      {result !== undefined && result !== 'running' && !result.ok && (
        <RefusalAlert refusal={result.refusal}>
          {result.refusal.hostAccess && (
            <AllowAccess
              side={side}
              origins={result.refusal.hostAccess}
              onGranted={() => {
                handshake.lookAtAccess()
                diagnose()
              }}
            />
          )}
        </RefusalAlert>
      )}
    </div>
  )
}

/** A plain GET may get another status than the handshake. */
function Finding({ probe }: { probe: HandshakeFailure }) {
  const { finding, advice } = explainProbe(probe)
  const { status, error } = probe
  return (
    <p class="finding">
      <strong>{said(finding)}</strong> {said(advice)}{' '}
      <span class="faint">
        {status !== undefined && t('probeStatus', String(status))} {error !== undefined && <code>{error}</code>}
      </span>
    </p>
  )
}
