import { StaleToken } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** Warns of a stale token before somebody connects with it. */
export function TokenWarning({ model }: { model: InspectorModel }) {
  const auth = model.handshakeForm.settings.value?.auth
  const { phase } = model.control.state.value
  if (auth?.type !== 'bearer' || phase === 'open' || phase === 'connecting' || phase === 'closing') return null
  return <StaleToken token={auth.token} />
}
