import { useSignal } from '@preact/signals'
import { messageOf } from '../../src/core/message-of.ts'
import { hostOf } from './host-of.ts'
import { t } from './text.ts'

interface AllowAccessProps {
  readonly side: { requestHostAccess(origins: readonly string[]): Promise<boolean> }
  readonly origins: readonly string[]
  readonly onGranted: () => void
}

/** Asks for a host from a click. Refused, it says so and can be asked again. */
export function AllowAccess({ side, origins, onGranted }: AllowAccessProps) {
  const refused = useSignal<string | undefined>()
  const host = hostOf(origins[0] ?? '')
  const ask = () => {
    refused.value = undefined
    // Asked before anything is waited for: browsers show the question only as the answer to a click.
    side.requestHostAccess(origins).then(
      (granted) => {
        if (granted) onGranted()
        else refused.value = t('accessRefused', host)
      },
      (error: unknown) => {
        refused.value = t('accessNotAsked', messageOf(error))
      },
    )
  }
  return (
    <>
      {refused.value !== undefined && <span> {refused.value}</span>}
      <button type="button" class="allow-access" onClick={ask}>
        {t('allowAccess', host)}
      </button>
    </>
  )
}
