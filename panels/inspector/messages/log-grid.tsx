import type { RowSummary } from '../../../src/log/row-summary.ts'
import { IconButton } from '../../shared/controls.tsx'
import { byteSize, clockTime } from '../../shared/format.ts'
import { Icon } from '../../shared/icons.tsx'
import { memo } from '../../shared/memo.ts'
import { rowText } from '../../shared/row-text.ts'
import { t } from '../../shared/text.ts'
import { VirtualGrid } from '../../shared/virtual-grid.tsx'
import type { LogView } from '../model/log-view.ts'
import type { LogWindowControl } from '../model/log-window.ts'

export function LogGrid({ log }: { log: LogView }) {
  const { position, feed, active, picked } = log
  const isFiltered = log.size.value.total > 0
  return (
    <div class="log-grid">
      <VirtualGrid
        label={t('messages')}
        columns={[t('columnDirection'), t('columnTime'), t('columnSize'), t('columnMessage')]}
        position={position}
        feed={feed}
        active={active}
        isPicked={(row) => row.seq === picked.value?.seq}
        look={look}
        onPick={log.pickRow}
        onCancel={log.closeDetail}
        onMove={(row) => {
          if (picked.peek()) void log.pick(row.seq)
        }}
      >
        {t(isFiltered ? 'noEntryMatches' : 'noEntries')}
      </VirtualGrid>
      {feed.fault.value !== undefined && <p class="log-fault">{t('rowsUnreadable', feed.fault.value)}</p>}
      <ClearedOffer window={log.window} />
      {!position.following.value && (
        <button type="button" class="jump" onClick={position.toEnd}>
          <Icon name="end" />
          {t('jumpToEnd')}
        </button>
      )}
    </div>
  )
}

/** Says what was cleared and brings it back. It stays while the pointer or the focus is on it. */
function ClearedOffer({ window }: { window: LogWindowControl }) {
  const cleared = window.cleared.value
  return (
    <div class="cleared-place" role="status" aria-label={t('lastClearing')}>
      {cleared && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at it.
        <div
          class="toast"
          onMouseEnter={window.keepOffer}
          onMouseLeave={window.releaseOffer}
          onFocusIn={window.keepOffer}
          onFocusOut={window.releaseOffer}
        >
          <span class="toast-text">{t('logCleared', cleared.entries)}</span>
          <button type="button" class="toast-action" onClick={window.undoClear}>
            {t('undo')}
          </button>
          <IconButton icon="close" label={t('dismiss')} onClick={window.settle} />
        </div>
      )}
    </div>
  )
}

const look = { attributes, cells }

function attributes(row: RowSummary) {
  return {
    class: `grid-row ${row.notJson ? 'not-json' : ''}`,
    'data-type': row.type,
    'data-direction': row.direction,
    'data-seq': row.seq,
  }
}

function cells(row: RowSummary) {
  return [
    <RowIcon type={row.type} direction={row.direction} key="icon" />,
    clockTime(row.at),
    row.type === 'message' ? byteSize(row.size) : '',
    <>
      {row.notJson && <span class="badge">{t('notJson')}</span>}
      {row.format === 'binary' && <span class="badge neutral">{t('binary')}</span>}
      <span class="preview">{rowText(row)}</span>
    </>,
  ]
}

/** The same for most rows, and then not drawn anew. */
const RowIcon = memo(({ type, direction }: { type: RowSummary['type']; direction: RowSummary['direction'] }) => (
  <>
    <Icon name={type === 'message' ? (direction ?? 'note') : type} />
    {direction && <span class="off-screen">{t(direction === 'sent' ? 'directionSent' : 'directionReceived')}</span>}
  </>
))
