import { useEffect } from 'preact/hooks'
import type { ConnectionState } from '../../../src/core/connection.ts'
import { AllowAccess } from '../../shared/allow-access.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { Diagnose } from './diagnose.tsx'
import { Observed } from './observed-handshake.tsx'

/** The last handshake, and what can be found out about one that failed. */
export function HandshakeTab({ model }: { model: InspectorModel }) {
  const { handshake, control } = model
  useEffect(() => handshake.watch(), [handshake])
  const state = control.connection.value?.state ?? { phase: 'idle' }
  const observed = handshake.observed.value
  return (
    <section class="handshake" aria-label={t('tabHandshake')}>
      {hasFailed(state) && <Diagnose model={model} key={control.connection.value?.id} />}
      {observed && <Observed handshake={observed} />}
      {!observed && <NothingObserved model={model} state={state} />}
    </section>
  )
}

/** Says why there is nothing to see, and what to do about it. */
function NothingObserved({ model, state }: { model: InspectorModel; state: ConnectionState }) {
  const { handshake, side } = model
  const missing = handshake.missing.value
  if (missing.length > 0) {
    return (
      <div class="tab-note">
        <p>{t('handshakeNoAccess')}</p>
        <AllowAccess side={side} origins={missing} onGranted={handshake.lookAtAccess} />
      </div>
    )
  }
  return <p class="tab-note faint">{t(whyNothing(state))}</p>
}

function whyNothing({ phase }: ConnectionState): TextKey {
  if (phase === 'connecting') return 'handshakeUnderWay'
  return phase === 'idle' || phase === 'refused' ? 'handshakeNone' : 'handshakeUnseen'
}

function hasFailed(state: ConnectionState): boolean {
  const ended = state.phase === 'waiting' ? state.closed : state
  return ended.phase === 'closed' && ended.during === 'handshake'
}
