import { useSignal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import { type CopyForm, copyAs, placeholder } from '../../../src/formats/copy-as.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { copyText } from '../../shared/clipboard.ts'
import { Choice } from '../../shared/controls.tsx'
import { Icon } from '../../shared/icons.tsx'
import { shownTitle } from '../../shared/profile-title.ts'
import { t } from '../../shared/text.ts'
import { toldValue } from '../../shared/variables.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { copyFormNames } from './copy-form-names.ts'

/** The selected profile as a line for another tool. */
export function CopyAs({ model }: { model: InspectorModel }) {
  const form = useSignal<CopyForm>('wscat')
  const copied = useSignal('')
  const refusal = useSignal<Refusal | undefined>(undefined)
  const profile = model.form.profile.value
  if (!profile) return null
  const copy = async () => {
    const read = await model.readHandshake(profile.id)
    refusal.value = read.ok ? undefined : read.refusal
    if (!read.ok) return
    const told = toldValue(model.environment.known.peek(), placeholder)
    const isCopied = await copyText(copyAs(form.peek(), profile, read.value, [], told))
    copied.value = t(isCopied ? 'copied' : 'notCopied')
  }
  return (
    <section class="copy-as" aria-label={t('copyProfile')}>
      <h3>{t('copyProfileAs', shownTitle(profile))}</h3>
      <div class="copy-as-row">
        <Choice label={t('copyAs')} value={form.value} options={forms()} onChoose={(chosen) => (form.value = chosen)} />
        <button type="button" onClick={() => void copy()}>
          <Icon name="copy" />
          {t('copy')}
        </button>
        <span role="status" aria-label={t('copyState')}>
          {copied.value}
        </span>
      </div>
      <small>{t('copyPlaceholder', placeholder)}</small>
      {refusal.value && <RefusalAlert refusal={refusal.value} />}
    </section>
  )
}

function forms(): readonly (readonly [CopyForm, string])[] {
  return Object.entries(copyFormNames()) as [CopyForm, string][]
}
