import type { Pair } from '../../../src/core/pairing.ts'
import type { Excerpt } from '../../../src/log/excerpt.ts'
import { containing } from '../../../src/log/filter.ts'
import type { Hit } from '../../../src/log/reader-protocol.ts'
import type { RowSummary } from '../../../src/log/row-summary.ts'
import { byteSize, clockTime, timeSpan } from '../../shared/format.ts'
import type { RowExpansion, RowLook } from '../../shared/grid-rows.tsx'
import { Icon } from '../../shared/icons.tsx'
import { memo } from '../../shared/memo.ts'
import { rowText } from '../../shared/row-text.ts'
import { seen } from '../../shared/special.ts'
import { t } from '../../shared/text.ts'
import { Highlighted, PairBadge } from '../lazy-parts.ts'
import type { Sought } from '../model/log-find.ts'
import type { OpenedAt, TimeMode } from '../model/row-times.ts'

/** What changes how rows are drawn. */
export interface Seen {
  readonly timeMode: TimeMode
  readonly openedAt: OpenedAt
  /** The sequence numbers of the rows that triggers highlight. */
  readonly highlighted: ReadonlySet<number>
  readonly sought: Sought | undefined
  readonly hit: Hit | undefined
  /** The bookmarks, with what is written about them. */
  readonly notes: ReadonlyMap<number, string>
  readonly pairs: ReadonlyMap<number, Pair>
  readonly onFollow: (seq: number) => void
  readonly expansion: RowExpansion<RowSummary>
}

/** How rows are drawn; another look draws all of them anew. */
export function lookOf({
  timeMode,
  openedAt,
  highlighted,
  sought,
  hit,
  notes,
  pairs,
  onFollow,
  expansion,
}: Seen): RowLook<RowSummary> {
  // An expression may take for ever, so only its hit is marked, which was found in another thread.
  const pattern = sought?.mode === 'text' ? containing(sought.text, sought.matchCase) : undefined
  return {
    expansion,
    attributes: (row) => attributes(row, highlighted),
    cells: (row, before) => [
      <RowIcon type={row.type} direction={row.direction} key="icon" />,
      timeOf(row, before, timeMode, openedAt),
      row.type === 'message' ? <RowSize size={row.size} key="size" /> : '',
      <>
        {notes.has(row.seq) && <MarkBadge note={notes.get(row.seq) ?? ''} />}
        {pairs.has(row.seq) && <PairBadge pair={pairs.get(row.seq) as Pair} onFollow={onFollow} />}
        {row.notJson && <span class="badge">{t('notJson')}</span>}
        {row.misfit && (
          <span class="badge misfit" title={t('misfitExplained')}>
            <Icon name="warning" />
            {t('misfit')}
          </span>
        )}
        {row.format === 'binary' && <span class="badge neutral">{t('binary')}</span>}
        <Preview row={row} excerpt={row.seq === hit?.seq ? hit.excerpt : undefined} pattern={pattern} />
      </>,
    ],
  }
}

function MarkBadge({ note }: { note: string }) {
  return (
    <span class="badge mark" title={note === '' ? t('bookmark') : note}>
      <Icon name="bookmark" />
      <span class="off-screen">{t('bookmark')}</span>
      {note !== '' && <span class="note-text">{note}</span>}
    </span>
  )
}

interface PreviewProps {
  readonly row: RowSummary
  /** Of the row that is the hit gone to. */
  readonly excerpt: Excerpt | undefined
  readonly pattern: RegExp | undefined
}

function Preview({ row, excerpt, pattern }: PreviewProps) {
  const drawn = (text: string) => (pattern ? <Highlighted text={text} pattern={pattern} /> : seen(text))
  if (!excerpt) return <span class="preview">{drawn(rowText(row))}</span>
  return (
    <span class="preview">
      {drawn(excerpt.before)}
      <mark class="present">{seen(excerpt.hit)}</mark>
      {drawn(excerpt.after)}
    </span>
  )
}

function attributes(row: RowSummary, highlighted: ReadonlySet<number>) {
  return {
    class: `grid-row${row.notJson ? ' not-json' : ''}${highlighted.has(row.seq) ? ' highlighted' : ''}`,
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

/** The same for many rows, and then not drawn anew. */
const RowSize = memo(({ size }: { size: number }) => <>{byteSize(size)}</>)

/** The same for most rows, and then not drawn anew. */
const RowIcon = memo(({ type, direction }: { type: RowSummary['type']; direction: RowSummary['direction'] }) => (
  <>
    <Icon name={type === 'message' ? (direction ?? 'note') : type} />
    {direction && <span class="off-screen">{t(direction === 'sent' ? 'directionSent' : 'directionReceived')}</span>}
  </>
))
