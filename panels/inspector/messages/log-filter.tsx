import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { Choice, IconButton } from '../../shared/controls.tsx'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
import type { LogExportControl } from '../model/log-export-control.ts'
import type { LogView } from '../model/log-view.ts'
import { ExportDialog } from './export-dialog.tsx'

interface LogFilterProps {
  readonly log: LogView
  readonly exporting: LogExportControl
  /** Whether the log is one that nothing is deleted from. */
  readonly isReadOnly: boolean
}

/** Which entries are shown, and how many those are. */
export function LogFilter({ log, exporting, isReadOnly }: LogFilterProps) {
  const id = useId()
  const filter = log.filter.value
  const fault = log.filterFault.value
  const isExpression = filter.mode === 'regular-expression'
  return (
    <div class="log-filter">
      <span class="search">
        <Icon name="search" />
        <input
          type="search"
          aria-label={t('filterMessages')}
          placeholder={t('filterMessages')}
          spellcheck={false}
          value={filter.text}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : id}
          onInput={(event) => log.changeFilter({ text: event.currentTarget.value })}
        />
      </span>
      <button
        type="button"
        class="toggle mono"
        aria-label={t('regularExpression')}
        title={t('regularExpression')}
        aria-pressed={isExpression}
        onClick={() => log.changeFilter({ mode: isExpression ? 'text' : 'regular-expression' })}
      >
        .*
      </button>
      <button
        type="button"
        class="toggle"
        title={t('invertExplained')}
        aria-pressed={filter.invert}
        onClick={() => log.changeFilter({ invert: !filter.invert })}
      >
        {t('invert')}
      </button>
      <Choice
        label={t('direction')}
        value={filter.direction}
        options={[
          ['all', t('directionAll')],
          ['sent', t('directionSent')],
          ['received', t('directionReceived')],
        ]}
        onChoose={(direction) => log.changeFilter({ direction })}
      />
      <LogTools log={log} exporting={exporting} isReadOnly={isReadOnly} />
      <EntryCount log={log} />
      {fault !== undefined && (
        <p class="filter-fault" id={id} role="status">
          {fault}
        </p>
      )}
    </div>
  )
}

function LogTools({ log, exporting, isReadOnly }: LogFilterProps) {
  const { size, window } = log
  const isExportOpen = useSignal(false)
  const openExport = () => {
    isExportOpen.value = true
  }
  const held = window.held.value
  return (
    <>
      <IconButton
        icon={held ? 'resume' : 'pause'}
        label={t(held ? 'resume' : 'pause')}
        title={t(held ? 'resumeExplained' : 'pauseExplained')}
        onClick={window.togglePause}
      />
      <IconButton
        icon="clear"
        label={t('clearLog')}
        disabled={isReadOnly || size.value.total === 0}
        onClick={window.clear}
      />
      <IconButton icon="save" label={t('exportLog')} disabled={size.value.total === 0} onClick={openExport} />
      <ExportDialog control={exporting} isOpen={isExportOpen} />
    </>
  )
}

function EntryCount({ log }: { log: LogView }) {
  const { total, shown, scanned, behind, state } = log.size.value
  if (log.window.held.value) return <span class="entry-count held">{t('pausedBehind', behind)}</span>
  if (state === 'failed') return <span class="entry-count failed">{t('logUnreadable')}</span>
  if (state === 'scanning') return <span class="entry-count">{t('entriesScanning', shown, scanned, total)}</span>
  if (shown !== total) return <span class="entry-count">{t('entriesOf', shown, total)}</span>
  return <span class="entry-count">{t(total === 1 ? 'entriesOne' : 'entriesMany', total)}</span>
}
