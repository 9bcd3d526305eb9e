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
  if (count === 0 && !marked) return null
  return (
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
  )
}
