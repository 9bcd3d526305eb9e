import { useRef } from 'preact/hooks'
import { IconButton } from '../../shared/controls.tsx'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
import type { LogTools } from '../model/log-tools.ts'
import type { LogView } from '../model/log-view.ts'

/** Once there are bookmarks: goes from one to the next, and shows them alone. */
export function MarkButtons({ log, tools: { marks } }: { log: LogView; tools: LogTools }) {
  const count = marks.notes.value.size
  const { marked } = log.filter.value
  const go = async (direction: 'next' | 'previous') => {
    const index = log.active.peek()
    const row = index === undefined ? undefined : await log.feed.row(index)
    await marks.go(direction, row?.seq ?? 0)
  }
  return (
    <>
      <span class="off-screen" role="status" aria-label={t('bookmark')}>
        {useSaid(marks.notes.value)}
      </span>
      {(count > 0 || marked) && (
        <span class="mark-buttons">
          <IconButton icon="previous" label={t('previousBookmark')} onClick={() => void go('previous')} />
          <button
            type="button"
            class="toggle"
            aria-label={t('bookmarkedOnly')}
            title={t('bookmarkedOnly')}
            aria-pressed={marked}
            data-count={count}
            onClick={() => log.changeFilter({ marked: !marked })}
          >
            <Icon name="bookmark" />
          </button>
          <IconButton icon="next" label={t('nextBookmark')} onClick={() => void go('next')} />
        </span>
      )}
    </>
  )
}

/** What became of the bookmark at the row the keyboard is at: that it is seen there is not read out. */
function useSaid(notes: ReadonlyMap<number, string>): string {
  const told = useRef({ notes, words: '' })
  const before = told.current.notes
  if (before !== notes) {
    const isNew = notes.size > before.size
    const changed = [...(isNew ? notes : before).keys()].filter((seq) => !(isNew ? before : notes).has(seq))
    // Else it is another log, or another panel.
    const isOwn = changed.length === 1 && document.activeElement?.role === 'grid'
    const mark = `${t('bookmark')} ${t('entryNumber', changed[0] ?? 0)}`
    told.current = { notes, words: isOwn ? (isNew ? mark : t('profileDeleted', mark)) : '' }
  }
  return told.current.words
}
