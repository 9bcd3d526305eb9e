import { type ReadonlySignal, useComputed } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Recording } from '../../../src/core/recording.ts'
import { useMedia } from '../../shared/media.ts'
import { Splitter } from '../../shared/splitter.tsx'
import { t } from '../../shared/text.ts'
import { FindBar, LogChooser, MessageDetail } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { LogExportControl } from '../model/log-export-control.ts'
import type { LogTools } from '../model/log-tools.ts'
import type { LogView } from '../model/log-view.ts'
import type { ShownLog } from '../model/shown-log.ts'
import { LogFilter } from './log-filter.tsx'
import { LogGrid } from './log-grid.tsx'

interface MessageLogProps {
  readonly model: InspectorModel
  readonly log: LogView
  readonly shownLog: ShownLog
  readonly onDeleteRecording: (recording: Recording) => void
  readonly exporting: LogExportControl
  readonly tools: LogTools
  /** The entries that triggers highlight. */
  readonly highlighted: ReadonlySignal<ReadonlySet<number>>
}

/** Everything that happened, and the entry that is looked at. */
export function MessageLog({
  model,
  log,
  shownLog,
  onDeleteRecording,
  exporting,
  tools,
  highlighted,
}: MessageLogProps) {
  const isBeside = useMedia('(min-width: 900px), (max-height: 560px) and (min-width: 560px)').value
  const isShort = useMedia('(max-height: 480px) and (max-width: 759px)').value
  const section = useRef<HTMLElement>(null)
  const hasEntries = useComputed(() => log.size.value.total > 0).value
  // Where there is no room for all, what is looked at is the log as soon as there is one.
  useEffect(() => {
    if (hasEntries) reveal(section.current)
  }, [isShort, hasEntries])
  const { layout } = tools
  const entry = log.picked.value
  const size = isBeside ? layout.detailWidth : layout.detailHeight
  return (
    <section ref={section} class="message-log" aria-label={t('log')}>
      <LogChooser shownLog={shownLog} onDelete={onDeleteRecording} />
      <LogFilter log={log} tools={tools} exporting={exporting} isReadOnly={shownLog.recording.value !== undefined} />
      {tools.find.isOpen.value && <FindBar log={log} find={tools.find} />}
      <div class={`log-panes ${isBeside ? 'beside' : 'stacked'}`}>
        <LogGrid
          log={log}
          tools={tools}
          highlighted={highlighted}
          isOff={model.form.profile.value?.log.detail === 'off'}
        />
        {entry && (
          <>
            <Splitter
              label={t('detailSize')}
              size={size}
              least={isBeside ? 180 : 60}
              most={isBeside ? 1200 : 900}
              orientation={isBeside ? 'vertical' : 'horizontal'}
              pane="nextElementSibling"
            />
            <div ref={revealDetail} class="detail-pane" style={{ flexBasis: `${size.value}px` }}>
              <MessageDetail model={model} entry={entry} />
            </div>
          </>
        )}
      </div>
    </section>
  )
}

/** Not while somebody types what is looked for, where each hit is shown in detail. */
function revealDetail(pane: HTMLElement | null): void {
  if (!(document.activeElement instanceof HTMLInputElement)) reveal(pane)
}

function reveal(element: HTMLElement | null): void {
  element?.scrollIntoView?.({ block: 'nearest' })
}
