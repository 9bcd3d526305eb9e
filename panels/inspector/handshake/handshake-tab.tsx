import { useEffect } from 'preact/hooks'
import type { ConnectionState } from '../../../src/core/connection.ts'
import type { Profile } from '../../../src/core/profile.ts'
import { splitUrl } from '../../../src/core/url-parts.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import { AllowAccess } from '../../shared/allow-access.tsx'
import { shownTitle } from '../../shared/profile-title.ts'
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
  const ahead = handshakeAhead(model)
  return (
    <div class="tab-note faint">
      <p>{t(whyNothing(state))}</p>
      {ahead && <p>{t('handshakeAhead', shownTitle(ahead))}</p>}
    </div>
  )
}

/** The profile whose handshake this one waits for: browsers have one at a time with a server (RFC 6455 section 4.1). */
function handshakeAhead({ control, mirror }: InspectorModel): Profile | undefined {
  const own = control.connection.value
  if (own?.state.phase !== 'connecting') return undefined
  const { since } = own.state
  const profileOf = ({ profileId }: ConnectionView) => mirror.profiles.value.find(({ id }) => id === profileId)
  const server = serverOf(profileOf(own))
  return mirror.connections.value
    .filter(({ state }) => state.phase === 'connecting' && state.step === undefined && state.since < since)
    .map(profileOf)
    .find((profile) => profile && serverOf(profile) === server)
}

/** As it is written: one that is written in another way is not known to be the same. */
function serverOf(profile: Profile | undefined): string {
  const { scheme, host, port } = splitUrl(profile?.url ?? '')
  return [scheme, host, port].join().toLowerCase()
}

function whyNothing({ phase }: ConnectionState): TextKey {
  if (phase === 'connecting') return 'handshakeUnderWay'
  return phase === 'idle' || phase === 'refused' ? 'handshakeNone' : 'handshakeUnseen'
}

function hasFailed(state: ConnectionState): boolean {
  const ended = state.phase === 'waiting' ? state.closed : state
  return ended.phase === 'closed' && ended.during === 'handshake'
}
