import { useComputed, useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { isEmptyFilter, noFilter } from '../../../src/log/filter.ts'
import type { LogSize } from '../../../src/log/reader-protocol.ts'
import { Choice, IconButton } from '../../shared/controls.tsx'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { ExportLogDialog, FilterDetails, FilterResult, MarkButtons } from '../lazy-parts.ts'
import type { LogExportControl } from '../model/log-export-control.ts'
import type { LogTools } from '../model/log-tools.ts'
import type { LogView } from '../model/log-view.ts'
import { entriesOf } from './entries-of.ts'
import { focusRows } from './focus-rows.ts'
import { SearchToggles } from './search-toggles.tsx'

interface LogFilterProps {
  readonly log: LogView
  readonly tools: LogTools
  readonly exporting: LogExportControl
  /** Whether the log is one that nothing is deleted from. */
  readonly isReadOnly: boolean
}

/** Which entries are shown, and how many those are. */
export function LogFilter({ log, tools, exporting, isReadOnly }: LogFilterProps) {
  const id = useId()
  const filter = log.filter.value
  const isNarrowed = filter.kind !== 'all' || filter.size.least !== undefined || filter.size.most !== undefined
  const hasDetails = useSignal(isNarrowed)
  return (
    <div class="log-filter">
      <FilterText log={log} id={id} />
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
      <button
        type="button"
        class={`toggle ${isNarrowed ? 'in-use' : ''}`}
        title={t('moreFilters')}
        aria-expanded={hasDetails.value}
        aria-controls={`${id}-details`}
        onClick={() => {
          hasDetails.value = !hasDetails.value
        }}
      >
        {t('more')}
      </button>
      <MarkButtons log={log} tools={tools} />
      <LogButtons log={log} tools={tools} exporting={exporting} isReadOnly={isReadOnly} />
      <EntryCount log={log} />
      {!isEmptyFilter(filter) && (
        <>
          <IconButton
            icon="close"
            label={t('clearFilter')}
            onClick={() => {
              log.changeFilter(noFilter)
              // The button goes.
              focusRows()
            }}
          />
          <FilterResult log={log} />
        </>
      )}
      {hasDetails.value && <FilterDetails log={log} id={`${id}-details`} />}
      <FilterNote log={log} id={id} />
    </div>
  )
}

/** What is looked for, and how that is to be understood. */
function FilterText({ log, id }: { log: LogView; id: string }) {
  const filter = log.filter.value
  const { text, mode } = filter
  return (
    <>
      <span class="search">
        <Icon name="filter" />
        <input
          type="search"
          aria-label={t('filterMessages')}
          placeholder={t(mode === 'json-path' ? 'jsonPathExample' : 'filterHint')}
          spellcheck={false}
          value={text}
          aria-invalid={log.filterFault.value !== undefined}
          aria-describedby={id}
          onFocus={log.prepare}
          onInput={(event) => log.changeFilter({ text: event.currentTarget.value })}
        />
      </span>
      <SearchToggles sought={filter} onChange={log.changeFilter} />
    </>
  )
}

/** What is wrong with the filter, or what is to be known of its kind. */
function FilterNote({ log, id }: { log: LogView; id: string }) {
  const fault = log.filterFault.value && said(log.filterFault.value)
  const { mode } = log.filter.value
  const hint = { text: undefined, 'regular-expression': t('expressionHint'), 'json-path': t('jsonPathHint') }[mode]
  return (
    <p class={fault === undefined ? 'filter-hint' : 'filter-fault'} id={id} role="status">
      {fault ?? hint}
    </p>
  )
}

function LogButtons({ log, tools: { find }, exporting, isReadOnly }: LogFilterProps) {
  const { window } = log
  const isEmpty = useComputed(() => log.size.value.total === 0).value
  const isExportOpen = useSignal(false)
  const openExport = () => {
    isExportOpen.value = true
  }
  const clear = () => {
    window.clear()
    log.closeDetail()
    // The button can do nothing more.
    focusRows()
  }
  const held = window.held.value
  return (
    <>
      <IconButton
        icon="search"
        label={t('findInLog')}
        title={t('findInLogExplained')}
        aria-pressed={find.isOpen.value}
        onClick={find.isOpen.value ? find.close : find.open}
      />
      <IconButton
        icon={held ? 'resume' : 'pause'}
        label={t(held ? 'resume' : 'pause')}
        title={t(held ? 'resumeExplained' : 'pauseExplained')}
        onClick={window.togglePause}
      />
      <IconButton icon="clear" label={t('clearLog')} disabled={isReadOnly || isEmpty} onClick={clear} />
      <IconButton
        icon="save"
        label={t('exportLog')}
        // What is being written is to be seen, and can be given up, until it is; and then how it ended.
        disabled={isEmpty && exporting.state.value.phase === 'idle'}
        onClick={openExport}
      />
      <ExportLogDialog control={exporting} isOpen={isExportOpen} />
    </>
  )
}

/** Storage is full, or fails: what comes is not lost in silence. */
function LostCount({ entries }: { entries: number }) {
  return (
    <span class="entry-count failed" role="status" aria-label={t('logFailing')}>
      {t('entriesLost', entries)}
    </span>
  )
}

function EntryCount({ log }: { log: LogView }) {
  const { total, behind, state, lost } = log.calmSize.value
  if (lost !== undefined) return <LostCount entries={lost} />
  if (state === 'failed') return <span class="entry-count failed">{t('logUnreadable')}</span>
  const kept = keptWords(log.calmSize.value)
  if (log.window.held.value) {
    const words = [t('pausedBehind', behind), kept].filter(Boolean).join(' · ')
    return <span class="entry-count held">{words}</span>
  }
  return <span class="entry-count">{kept ?? t(total === 1 ? 'entriesOne' : 'entriesMany', total)}</span>
}

/** What a filter keeps, where that is not all. */
function keptWords({ total, shown, scanned, state }: LogSize): string | undefined {
  if (state === 'scanning') return t('entriesScanning', shown, scanned, total)
  return shown === total ? undefined : entriesOf(shown, total)
}
