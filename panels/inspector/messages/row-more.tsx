import { t } from '../../shared/text.ts'
import { ColouredJson } from '../detail/content-text.tsx'
import { EntryFacts } from '../detail/entry-facts.tsx'
import { exactText } from '../detail/exact-text.tsx'
import { ImageContent } from '../detail/image-content.tsx'
import type { RowContent } from './row-content.ts'

interface RowMoreProps {
  readonly content: RowContent
  /** Shows the entry whole. */
  readonly onShowAll: () => void
}

/** What an expanded row shows beneath its line. */
export function RowMore({ content, onShowAll }: RowMoreProps) {
  const isCut = content.type === 'text' ? content.beginning.isCut : content.type === 'hex' && content.isCut
  return (
    <div class={`row-more shows-${content.type}`}>
      <Content content={content} />
      {isCut && (
        <p class="row-cut">
          {t('rowCut')}{' '}
          <button type="button" tabIndex={-1} onClick={onShowAll}>
            {t('showWhole')}
          </button>
        </p>
      )}
    </div>
  )
}

function Content({ content }: { content: RowContent }) {
  switch (content.type) {
    case 'facts':
      return <EntryFacts entry={content.entry} />
    case 'image':
      return <ImageContent bytes={content.bytes} type={content.format} />
    case 'hex':
      return <pre class="piece">{content.dump}</pre>
    case 'text': {
      const { text, isJson } = content.beginning
      return isJson ? <ColouredJson text={text} /> : <pre class="piece wrap">{exactText(text)}</pre>
    }
  }
}
