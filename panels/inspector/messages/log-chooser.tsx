import type { Recording } from '../../../src/core/recording.ts'
import { Choice, IconButton } from '../../shared/controls.tsx'
import { dateTime } from '../../shared/format.ts'
import { t } from '../../shared/text.ts'
import type { ShownLog } from '../model/shown-log.ts'

interface LogChooserProps {
  readonly shownLog: ShownLog
  readonly onDelete: (recording: Recording) => void
}

/** Where a profile has recordings: whether one of them or what its connections do is shown. */
export function LogChooser({ shownLog, onDelete }: LogChooserProps) {
  const recordings = shownLog.recordings.value
  const shown = shownLog.recording.value
  if (recordings.length === 0) return null
  return (
    <span class="log-chooser">
      <Choice
        label={t('shownLog')}
        value={shown?.id ?? ''}
        options={[
          ['', t('liveLog')],
          ...recordings.map(({ id, name, startedAt }) => [id, t('recordingOf', name, dateTime(startedAt))] as const),
        ]}
        onChoose={(id) => shownLog.show(id === '' ? undefined : id)}
      />
      {shown && <IconButton icon="trash" label={t('deleteRecording')} onClick={() => onDelete(shown)} />}
    </span>
  )
}
