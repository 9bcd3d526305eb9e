import { Icon } from '../../shared/icons.tsx'
import { decodeJwt, validityOf } from '../../shared/jwt.ts'
import { useNow } from '../../shared/now.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { validityText } from './jwt-facts.tsx'

/** Warns of a stale token before somebody connects with it (spec A6). */
export function TokenWarning({ model }: { model: InspectorModel }) {
  const auth = model.handshakeForm.settings.value?.auth
  const { phase } = model.control.state.value
  if (auth?.type !== 'bearer' || phase === 'open' || phase === 'connecting' || phase === 'closing') return null
  return <StaleToken token={auth.token} />
}

function StaleToken({ token }: { token: string }) {
  const now = useNow().value
  const jwt = decodeJwt(token)
  const validity = jwt && validityOf(jwt, now)
  if (!validity || validity.state === 'valid' || validity.state === 'endless') return null
  return (
    <p class="caution">
      <Icon name="warning" />
      {validityText(validity, now)}
    </p>
  )
}
