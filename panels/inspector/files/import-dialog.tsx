import { useEffect, useMemo, useRef } from 'preact/hooks'
import { FileInput } from '../../shared/files/file-input.tsx'
import { ImportFoot } from '../../shared/files/import-foot.tsx'
import { createImport, type ImportModel } from '../../shared/files/import-model.ts'
import { ImportPreview } from '../../shared/files/import-preview.tsx'
import { ImportRefusal } from '../../shared/files/import-refusal.tsx'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
import type { BrowserSide } from '../model/browser-side.ts'
import { Dialog } from './dialog.tsx'
import type { FileDialogProps } from './files-dialog.tsx'

/** Reads files or a pasted text, shows what they bring, and adds what is chosen. */
export function ImportDialog({ model: { files, side, startImportWorker }, onClose }: FileDialogProps) {
  const model = useMemo(
    () => createImport({ adding: files, startWorker: startImportWorker, page: side }),
    [files, side, startImportWorker],
  )
  const isOfPage = files.dialog.value === 'page'
  useEffect(() => {
    if (isOfPage) void model.takePage()
  }, [isOfPage, model])
  const dropped = files.dropped.value
  useEffect(() => {
    if (!dropped) return
    files.dropped.value = undefined
    void model.takeFiles(dropped)
  }, [dropped, files, model])
  // Whoever closes the dialog wants nothing of what is under way.
  useEffect(
    () => () => {
      files.cancel()
      model.stop()
    },
    [files, model],
  )
  const add = async () => {
    if (await model.add()) onClose()
  }
  const content = useRef<HTMLDivElement>(null)
  const preview = model.preview.value
  const refusal = model.refusal.value
  // Where there is little room, what came of it would be out of sight.
  useEffect(() => {
    content.current?.querySelector('[role=alert], .files-preview')?.scrollIntoView?.({ block: 'nearest' })
  }, [preview, refusal])
  const [count, environments] = [model.chosen.value.length, model.environments.value.length]
  const what = count === 1 ? 'addProfile' : 'addProfiles'
  return (
    <Dialog
      title={t(isOfPage ? 'clonePage' : 'importTitle')}
      onClose={onClose}
      onDrop={(dropped) => void model.takeFiles(dropped)}
    >
      {isOfPage && <PageSource model={model} side={side} />}
      <div class="files-content" ref={content}>
        {!isOfPage && <Sources model={model} disabled={files.progress.value !== undefined} />}
        {refusal && <ImportRefusal refusal={refusal} />}
        {preview && <ImportPreview model={model} preview={preview} />}
      </div>
      <div class="dialog-foot">
        <ImportFoot
          model={model}
          adding={files}
          label={count === 0 && environments > 0 ? t('addEnvironments', environments) : t(what, count)}
          onAdd={() => void add()}
          onClose={onClose}
        />
      </div>
    </Dialog>
  )
}

/**
 * Sockets that were opened before DevTools are seen once the page is loaded again. It does not scroll along with what
 * comes of it, so that who presses twice presses the same button twice.
 */
function PageSource({ model, side }: { model: ImportModel; side: BrowserSide }) {
  return (
    <div class="page-source">
      <button type="button" onClick={() => void model.takePage()}>
        <Icon name="reconnect" />
        {t('readPageAgain')}
      </button>
      <button type="button" onClick={side.reloadInspectedPage}>
        {t('reloadPage')}
      </button>
    </div>
  )
}

/** Closed while what was read is being added. */
function Sources({ model, disabled }: { model: ImportModel; disabled: boolean }) {
  const takeFiles = (files: readonly File[]) => void model.takeFiles(files)
  return (
    <>
      <FileInput label={t('importFile')} multiple disabled={disabled} onFiles={takeFiles} />
      <FileInput
        label={t('importFolder')}
        field={(input) => {
          input?.toggleAttribute('webkitdirectory', true)
        }}
        disabled={disabled}
        onFiles={takeFiles}
      />
      <small>{t('importFileExplained')}</small>
      <label class="files-source">
        {t('importText')}
        <textarea
          rows={3}
          spellcheck={false}
          disabled={disabled}
          placeholder={t('importTextExample')}
          onInput={(event) => model.takeText(event.currentTarget.value)}
        />
      </label>
    </>
  )
}
