import { RefusalAlert } from '../../shared/alert.tsx'
import { TokenWarning } from '../auth/token-warning.tsx'
import { AllowAccess, ResolvedUrl, UrlOffer } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { AddressFields } from './address-fields.tsx'
import { ConnectionButtons } from './connection-buttons.tsx'
import { ConnectionState } from './connection-state.tsx'
import { GivenFields, GivenNotice } from './given-fields.tsx'
import { StatusStrip } from './status-strip.tsx'

const refusalId = 'connection-refusal'

/** Where to connect to, the buttons for it, and how it stands. */
export function ConnectionBar({ model }: { model: InspectorModel }) {
  const refusal = model.control.refusal.value
  const profileId = model.selection.profileId.value
  /** Another profile may have been selected before the browser was answered. */
  const connectThis = () => {
    if (model.selection.profileId.peek() === profileId) void model.control.connect()
  }
  return (
    <section class="connection-bar">
      <GivenNotice model={model} />
      <div class="address">
        <GivenFields model={model}>
          <AddressFields model={model} refusal={refusal} refusalId={refusalId} />
        </GivenFields>
        <ConnectionButtons control={model.control} />
      </div>
      {model.form.profile.value?.url.includes('{{') && <ResolvedUrl model={model} />}
      {refusal && (
        <RefusalAlert refusal={refusal} id={refusalId}>
          {refusal.code === 'invalid-url' && <UrlOffer model={model} />}
          {refusal.hostAccess && <AllowAccess side={model.side} origins={refusal.hostAccess} onGranted={connectThis} />}
        </RefusalAlert>
      )}
      <TokenWarning model={model} />
      <div class="connection-status">
        <ConnectionState state={model.control.state.value} />
        <StatusStrip key={model.control.connection.value?.id} view={model.traffic} />
      </div>
    </section>
  )
}
