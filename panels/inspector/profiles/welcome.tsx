import { RefusalAlert } from '../../shared/alert.tsx'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** What there is to do while there is no profile. */
export function Welcome({ model }: { model: InspectorModel }) {
  const refusal = model.control.refusal.value
  const openImport = () => {
    model.files.dialog.value = 'import'
  }
  return (
    <div class="welcome">
      <img src="/icons/48.png" width="48" height="48" alt="" />
      <h2>{t('welcomeTitle')}</h2>
      <p>{t('welcomeText')}</p>
      <p>
        <code>{t('exampleUrl')}</code>
      </p>
      <button type="button" class="primary" onClick={() => void model.newProfile()}>
        <Icon name="add" />
        {t('newConnection')}
      </button>
      <button type="button" onClick={openImport}>
        <Icon name="import" />
        {t('import')}
      </button>
      {refusal && <RefusalAlert refusal={refusal} />}
    </div>
  )
}
