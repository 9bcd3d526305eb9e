import { t } from '../../shared/text.ts'
import { previewOf } from '../../shared/variables.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** What a URL with variables comes to now; names that are not known are marked. */
export function ResolvedUrl({ model }: { model: InspectorModel }) {
  const parts = previewOf(model.form.profile.value?.url ?? '', model.environment.known.value)
  if (parts.every(({ kind }) => kind === 'text')) return null
  const unknown = parts.filter(({ kind }) => kind === 'unknown').map(({ text }) => text)
  return (
    <div class="resolved-url" role="note" aria-label={t('resolvedUrl')}>
      <span class="mono">
        {parts.map(({ kind, text }, index) =>
          kind === 'text' ? (
            text
          ) : (
            <span key={`${index} ${text}`} data-kind={kind}>
              {text}
            </span>
          ),
        )}
      </span>
      {unknown.length > 0 && <span class="fault">{t('unknownVariables', [...new Set(unknown)].join(', '))}</span>}
    </div>
  )
}
