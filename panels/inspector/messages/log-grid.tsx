import { type ReadonlySignal, useComputed } from '@preact/signals'
import { useCallback } from 'preact/hooks'
import type { RowSummary } from '../../../src/log/row-summary.ts'
import type { RowExpansion } from '../../shared/grid-rows.tsx'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { type RowKey, VirtualGrid } from '../../shared/virtual-grid.tsx'
import { ClearedOffer, PickedStrip, RowMore, RowStrip } from '../lazy-parts.ts'
import { type ExpandedRows, isExpandable } from '../model/expanded-rows.ts'
import type { LogTools } from '../model/log-tools.ts'
import type { LogView } from '../model/log-view.ts'
import { focusRows } from './focus-rows.ts'
import { lookOf } from './row-look.tsx'
import { SizeHead, TimeHead, timeNeeded } from './time-head.tsx'

interface LogGridProps {
  readonly log: LogView
  readonly tools: LogTools
  /** The entries that triggers highlight. */
  readonly highlighted: ReadonlySignal<ReadonlySet<number>>
  /** Whether messages are only counted. */
  readonly isOff: boolean
}

export function LogGrid({ log, tools, highlighted, isOff }: LogGridProps) {
  const { position, feed, active, picked } = log
  const { layout, openedAt, span, find, marks, pairs, expanded } = tools
  const expansion = useComputed(() => expansionOf(log, expanded))
  const look = useComputed(() =>
    lookOf({
      timeMode: layout.timeMode.value,
      openedAt: openedAt.value,
      highlighted: highlighted.value,
      sought: find.running.value,
      hit: find.hit.value,
      notes: marks.notes.value,
      pairs: pairs.known.value,
      onFollow: pairs.follow,
      expansion: expansion.value,
    }),
  )
  const pick = useCallback(
    (row: RowSummary, second: boolean) => {
      if (second) void pickSecond(log, tools, row)
      else log.pickRow(row)
    },
    [log, tools],
  )
  const move = (row: RowSummary, from: RowSummary | undefined) => {
    if (from) void extend(log, tools, row, from)
    else if (picked.peek()) void log.pick(row.seq)
  }
  const isPicked = ({ seq }: RowSummary) => seq === picked.value?.seq || seq === span.second.value?.seq
  // Not the size itself: all of the grid would be drawn for each message.
  const unseen = useComputed(() => {
    const { total, behind } = log.size.value
    if (total > 0) return 'noEntryMatches'
    // All that was there when the list was paused may be gone.
    return behind > 0 ? 'resumeExplained' : undefined
  }).value
  return (
    <div
      class="log-grid"
      style={{
        '--time-width': `${layout.timeWidth.value}px`,
        '--time-needed': `${timeNeeded(layout.timeMode.value)}px`,
        '--size-width': `${layout.sizeWidth.value}px`,
      }}
    >
      <div class="log-rows">
        <VirtualGrid
          label={t('messages')}
          columns={[
            { name: t('columnDirection') },
            { name: t('columnTime'), head: <TimeHead mode={layout.timeMode} width={layout.timeWidth} /> },
            { name: t('columnSize'), head: <SizeHead width={layout.sizeWidth} /> },
            { name: t('columnMessage') },
          ]}
          position={position}
          feed={feed}
          active={active}
          isPicked={isPicked}
          look={look.value}
          onPick={pick}
          onCancel={() => {
            if (span.second.peek()) span.forget()
            else if (picked.peek()) log.closeDetail()
            else find.close()
          }}
          onCopy={(row) => void copyRow(log, tools, row)}
          onMove={move}
          onKey={rowKeys(tools)}
        >
          {t(unseen ?? (isOff ? 'nothingLogged' : 'noEntries'))}
        </VirtualGrid>
        {feed.fault.value !== undefined && <p class="log-fault">{t('rowsUnreadable', said(feed.fault.value))}</p>}
        <ClearedOffer window={log.window} />
        {!position.atEnd.value && (
          <button
            type="button"
            class="jump"
            title={t('jumpToEnd')}
            onClick={() => {
              position.toEnd()
              // The button goes.
              focusRows()
            }}
          >
            <Icon name="end" />
            {t('jumpToEnd')}
          </button>
        )}
      </div>
      <div class="log-strips">
        <PickedStrip span={span} />
        <RowStrip log={log} tools={tools} />
      </div>
    </div>
  )
}

function expansionOf(log: LogView, { contents, toggle, measured }: ExpandedRows): RowExpansion<RowSummary> {
  const shown = contents.value
  return {
    isPossible: isExpandable,
    content: (row) => {
      const content = shown.get(row.seq)
      return content && <RowMore content={content} onShowAll={() => log.pickRow(row)} />
    },
    toggle,
    measured,
  }
}

async function copyRow(log: LogView, { announce }: LogTools, { seq }: RowSummary): Promise<void> {
  const entry = await log.ask((opened) => opened.entry(seq))
  const { copyEntry } = await import('../detail/entry-text.ts')
  if (entry) announce(t((await copyEntry(entry)) ? 'copied' : 'notCopied'))
}

/** What keys do at a row. */
function rowKeys({ marks, pairs, expanded }: LogTools): Readonly<Record<string, RowKey<RowSummary>>> {
  return {
    ArrowRight: (row, index) => void expanded.expand(row, index),
    ArrowLeft: expanded.collapse,
    b: ({ seq }) => marks.toggle(seq),
    n: ({ seq }) => {
      marks.writing.value = seq
    },
    '.': ({ seq }) => void marks.go('next', seq),
    ',': ({ seq }) => void marks.go('previous', seq),
    p: ({ seq }) => void pairs.follow(seq),
  }
}

/** Picks a row beside the one that is picked; without one, by itself. */
async function pickSecond(log: LogView, { span }: LogTools, row: RowSummary): Promise<void> {
  if (await log.lastPicked()) span.pick(row)
  else log.pickRow(row)
}

/** Picks a row beside the one that is picked or, without one, beside that which the keyboard comes from. */
async function extend(log: LogView, { span }: LogTools, row: RowSummary, from: RowSummary): Promise<void> {
  if (!(await log.lastPicked())) await log.pick(from.seq)
  span.pick(row)
}
