import { t } from '../text.ts'
import type { Adding } from './adding.ts'
import type { Progress } from './adding-recordings.ts'
import type { ImportModel } from './import-model.ts'

interface ImportFootProps {
  readonly model: ImportModel
  readonly adding: Pick<Adding, 'progress' | 'cancel'>
  readonly label: string
  readonly onAdd: () => void
  /** What Cancel does when nothing is under way; without it there is no such button then. */
  readonly onClose?: () => void
}

/** Adds what is chosen. Says how far it has come while that takes its time, and cancels it. */
export function ImportFoot({ model, adding, label, onAdd, onClose }: ImportFootProps) {
  const progress = adding.progress.value
  const isReading = model.isReading.value
  const isBusy = isReading || progress !== undefined
  const cancel = progress ? adding.cancel : isReading ? model.stop : onClose
  const isEmpty = model.chosen.value.length + model.environments.value.length + model.folders.value.length === 0
  const hasRules = model.rules.value !== undefined
  return (
    <>
      {isReading && <ReadingProgress />}
      {progress && <AddingProgress progress={progress} />}
      {cancel && (
        <button type="button" onClick={cancel}>
          {t('cancel')}
        </button>
      )}
      <button type="button" class="primary" disabled={(isEmpty && !hasRules) || isBusy} onClick={onAdd}>
        {label}
      </button>
    </>
  )
}

/** Nobody can say how much of a file is left to be understood. */
function ReadingProgress() {
  return (
    <span class="import-progress import-reading" role="status">
      <progress aria-label={t('importProgress')} />
      {t('importReading')}
    </span>
  )
}

function AddingProgress({ progress: { done, total } }: { progress: Progress }) {
  return (
    <span class="import-progress" role="status" aria-live={done > 0 ? 'off' : 'polite'}>
      <progress aria-label={t('importProgress')} max={total || 1} value={total > 0 ? done : undefined} />
      {total > 0 ? t('importedSoFar', done, total) : t('working')}
    </span>
  )
}
