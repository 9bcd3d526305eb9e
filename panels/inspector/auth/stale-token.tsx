import { Icon } from '../../shared/icons.tsx'
import { decodeJwt, validityOf } from '../../shared/jwt.ts'
import { useNow } from '../../shared/now.ts'
import { validityText } from './jwt-facts.tsx'

/** Says of a token that it has expired or does not hold yet; nothing of others. */
export function StaleToken({ token }: { token: string }) {
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
