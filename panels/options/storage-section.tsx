import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { byteSize } from '../shared/format.ts'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'
import { KeptLogs } from './kept-logs.tsx'
import type { OptionsSide } from './options-side.ts'

/** How much room the extension takes, and whether the browser may make room by itself. */
export function StorageSection({ session, side }: { session: Session; side: OptionsSide }) {
  const use = useSignal<{ readonly usage?: number; readonly quota?: number }>({})
  const isPersistent = useSignal<boolean | undefined>(undefined)
  const wasRefused = useSignal(false)
  const read = async () => {
    use.value = await side.storageUse()
    isPersistent.value = await side.isPersistent()
  }
  useEffect(() => void read(), [side])
  const persist = async () => {
    wasRefused.value = !(await side.persist())
    await read()
  }
  const { usage, quota } = use.value
  return (
    <section class="card" aria-labelledby="storage">
      <header class="card-header">
        <h2 id="storage">{t('storage')}</h2>
      </header>
      {usage !== undefined && quota !== undefined && (
        <p>
          <meter class="storage-meter" min={0} max={quota} value={usage} aria-label={t('storage')} />{' '}
          {t('storageUse', byteSize(usage), byteSize(quota))}
        </p>
      )}
      <KeptLogs session={session} side={side} />
      {isPersistent.value === true && <p class="hint">{t('storagePersistent')}</p>}
      {isPersistent.value === false && (
        <>
          <p class="hint">{t('storageNotPersistent')}</p>
          <button type="button" onClick={() => void persist()}>
            {t('keepStorage')}
          </button>
        </>
      )}
      <p role="status">{wasRefused.value && t('storageRefused')}</p>
    </section>
  )
}
