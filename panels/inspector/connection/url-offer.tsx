import { meantUrl } from '../../../src/core/url-meant.ts'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** The address that will have been meant by one that is none for WebSockets. */
export function UrlOffer({ model }: { model: InspectorModel }) {
  const meant = meantUrl(model.form.profile.value?.url ?? '')
  if (meant === undefined) return null
  const use = () => {
    model.form.edit({ url: meant })
    model.control.edited()
    document.querySelector<HTMLElement>('.url-input')?.focus()
  }
  return (
    <button type="button" class="allow-access" onClick={use}>
      {t('useWebSocketUrl', meant.length > 60 ? `${meant.slice(0, 59)}…` : meant)}
    </button>
  )
}
