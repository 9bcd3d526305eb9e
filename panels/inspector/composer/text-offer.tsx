import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** For who talks to a server that wants no JSON at all. */
export function TextOffer({ model: { composer, form } }: { model: InspectorModel }) {
  const { text, sendAs } = composer.draft.current.value
  const isMeantAsJson = /^\s*([{["]|$)/.test(text)
  if (isMeantAsJson || sendAs === 'binary' || form.profile.value?.kind !== 'json') return null
  const use = () => {
    form.edit({ kind: 'text' })
    composer.chooseSendAs('text')
    void composer.send()
  }
  return (
    <button type="button" class="allow-access" onClick={use}>
      {t('sendAsTextInstead')}
    </button>
  )
}
