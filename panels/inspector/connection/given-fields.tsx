import type { ComponentChildren } from 'preact'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

interface GivenFieldsProps {
  readonly model: InspectorModel
  readonly children: ComponentChildren
}

/** Fields that only the organisation can change in a profile it gave. */
export function GivenFields({ model, children }: GivenFieldsProps) {
  return (
    <fieldset class="given-fields" disabled={isGiven(model)}>
      {children}
    </fieldset>
  )
}

/** Why the fields cannot be changed, and what can be done about it. */
export function GivenNotice({ model }: { model: InspectorModel }) {
  const profile = model.selection.profile.value
  if (!profile || !isGiven(model)) return null
  return (
    <div class="given-notice" role="note">
      <Icon name="warning" />
      <span>{t('profileGiven')}</span>
      <button type="button" onClick={() => void model.browser.duplicate(profile)}>
        {t('duplicateGiven')}
      </button>
    </div>
  )
}

function isGiven({ selection }: InspectorModel): boolean {
  return selection.profile.value?.origin === 'organization'
}
