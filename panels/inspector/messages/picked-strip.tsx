import { IconButton } from '../../shared/controls.tsx'
import { byteSize, timeSpan } from '../../shared/format.ts'
import { t } from '../../shared/text.ts'
import type { PickedSpan, SpanFacts } from '../model/picked-span.ts'

/** What lies between two picked rows. */
export function PickedStrip({ span }: { span: PickedSpan }) {
  const facts = span.facts.value
  return (
    <div class={facts ? 'picked-strip' : ''} role="status" aria-label={t('pickedRows')}>
      {facts && (
        <>
          <span class="faint">{t('pickedRowsNumbers', facts.from, facts.upTo)}</span>
          <span class="picked-facts">{wordsOf(facts)}</span>
          <button type="button" class="compare-picked" onClick={() => (span.comparing.value = true)}>
            {t('compare')}
          </button>
          <IconButton icon="close" label={t('dismiss')} onClick={span.forget} />
        </>
      )}
    </div>
  )
}

function wordsOf({ time, between, bytes }: SpanFacts): string {
  if (between === 0) return t('betweenPickedNone', timeSpan(time), byteSize(bytes))
  if (between === 1) return t('betweenPickedOne', timeSpan(time), byteSize(bytes))
  return t('betweenPicked', timeSpan(time), between, byteSize(bytes))
}
