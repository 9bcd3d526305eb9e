import type { RowSummary } from '../../../src/log/row-summary.ts'
import { byteSize, clockTime, timeSpan } from '../../shared/format.ts'
import type { RowLook } from '../../shared/grid-rows.tsx'
import { Icon } from '../../shared/icons.tsx'
import { memo } from '../../shared/memo.ts'
import { rowText } from '../../shared/row-text.ts'
import { t } from '../../shared/text.ts'
import type { OpenedAt, TimeMode } from '../model/row-times.ts'

/**
 * How rows are drawn; another look draws all of them anew.
 * @param marked the sequence numbers of the rows that are highlighted
 */
export function lookOf(mode: TimeMode, openedAt: OpenedAt, marked: ReadonlySet<number>): RowLook<RowSummary> {
  return {
    attributes: (row) => attributes(row, marked),
    cells: (row, before) => [
      <RowIcon type={row.type} direction={row.direction} key="icon" />,
      timeOf(row, before, mode, openedAt),
      row.type === 'message' ? byteSize(row.size) : '',
      <>
        {row.notJson && <span class="badge">{t('notJson')}</span>}
        {row.format === 'binary' && <span class="badge neutral">{t('binary')}</span>}
        <span class="preview">{rowText(row)}</span>
      </>,
    ],
  }
}

function attributes(row: RowSummary, marked: ReadonlySet<number>) {
  return {
    class: `grid-row${row.notJson ? ' not-json' : ''}${marked.has(row.seq) ? ' highlighted' : ''}`,
    'data-type': row.type,
    'data-direction': row.direction,
    'data-seq': row.seq,
  }
}

/** Nothing where there is nothing to count from. */
function timeOf(row: RowSummary, before: RowSummary | undefined, mode: TimeMode, openedAt: OpenedAt): string {
  if (mode === 'clock') return clockTime(row.at)
  const start = mode === 'since-previous' ? before?.at : openedAt(row)
  return start === undefined ? '' : timeSpan(row.at - start)
}

/** The same for most rows, and then not drawn anew. */
const RowIcon = memo(({ type, direction }: { type: RowSummary['type']; direction: RowSummary['direction'] }) => (
  <>
    <Icon name={type === 'message' ? (direction ?? 'note') : type} />
    {direction && <span class="off-screen">{t(direction === 'sent' ? 'directionSent' : 'directionReceived')}</span>}
  </>
))
