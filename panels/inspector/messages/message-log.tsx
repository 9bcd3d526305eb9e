import type { ReadonlySignal } from '@preact/signals'
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
  readonly onDeleteRecording: (recordingId: string) => void
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
  const isBeside = useMedia('(min-width: 900px), (max-height: 480px) and (min-width: 760px)').value
  const { layout } = tools
  const entry = log.picked.value
  const size = isBeside ? layout.detailWidth : layout.detailHeight
  return (
    <section class="message-log" aria-label={t('log')}>
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
              pane="after"
            />
            <div class="detail-pane" style={{ flexBasis: `${size.value}px` }}>
              <MessageDetail key={entry.seq} model={model} entry={entry} />
            </div>
          </>
        )}
      </div>
    </section>
  )
}
