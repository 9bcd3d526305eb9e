import { useEffect, useMemo } from 'preact/hooks'
import type { Progress } from '../../shared/files/adding.ts'
import { createImport, type ImportModel } from '../../shared/files/import-model.ts'
import { ImportPreview } from '../../shared/files/import-preview.tsx'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import type { BrowserSide } from '../model/browser-side.ts'
import type { Files } from '../model/files.ts'
import { Dialog } from './dialog.tsx'

/** Reads files or a pasted text, shows what they bring, and adds what is chosen. */
export function ImportDialog({ files, side }: { files: Files; side: BrowserSide }) {
  const model = useMemo(() => createImport(files, side), [files, side])
  const isOfPage = files.dialog.value === 'page'
  useEffect(() => {
    if (isOfPage) void model.takePage()
  }, [isOfPage, model])
  const close = () => {
    files.dialog.value = undefined
  }
  const add = async () => {
    if (await model.add()) close()
  }
  const preview = model.preview.value
  const count = model.chosen.value.length
  const progress = files.progress.value
  const isEmpty = count + model.environments.value.length + model.folders.value.length === 0
  return (
    <Dialog
      title={t(isOfPage ? 'clonePage' : 'importTitle')}
      onClose={close}
      onDrop={(dropped) => void model.takeFiles(dropped)}
    >
      <div class="files-content">
        {isOfPage ? <PageSource model={model} side={side} /> : <Sources model={model} />}
        {preview && <ImportPreview model={model} preview={preview} />}
      </div>
      <div class="dialog-foot">
        {progress && <ImportProgress progress={progress} />}
        <button type="button" onClick={progress ? files.cancel : close}>
          {t('cancel')}
        </button>
        <button type="button" class="primary" disabled={isEmpty || progress !== undefined} onClick={() => void add()}>
          {t(count === 1 ? 'addProfile' : 'addProfiles', count)}
        </button>
      </div>
    </Dialog>
  )
}

function ImportProgress({ progress: { done, total } }: { progress: Progress }) {
  return (
    <span class="import-progress" role="status">
      <progress aria-label={t('importProgress')} max={total} value={done} />
      {t('importedSoFar', done, total)}
    </span>
  )
}

/** Sockets that were opened before DevTools are seen once the page is loaded again. */
function PageSource({ model, side }: { model: ImportModel; side: BrowserSide }) {
  return (
    <>
      <div class="page-source">
        <button type="button" onClick={() => void model.takePage()}>
          <Icon name="reconnect" />
          {t('readPageAgain')}
        </button>
        <button type="button" onClick={side.reloadInspectedPage}>
          {t('reloadPage')}
        </button>
      </div>
      <Refused model={model} />
    </>
  )
}

function Refused({ model }: { model: ImportModel }) {
  const refusal = model.refusal.value
  if (!refusal) return null
  return (
    <div class="refusal" role="alert" data-outcome={refusal.code}>
      <Icon name="warning" />
      <span>
        {said(refusal.message)} {t('nothingChanged')}
      </span>
    </div>
  )
}

function Sources({ model }: { model: ImportModel }) {
  const takeFiles = (list: FileList | null) => {
    if (list && list.length > 0) void model.takeFiles([...list])
  }
  return (
    <>
      <label class="files-source">
        {t('importFile')}
        <input type="file" multiple onChange={(event) => takeFiles(event.currentTarget.files)} />
      </label>
      <label class="files-source">
        {t('importFolder')}
        <input
          type="file"
          ref={(input) => {
            input?.toggleAttribute('webkitdirectory', true)
          }}
          onChange={(event) => takeFiles(event.currentTarget.files)}
        />
      </label>
      <small>{t('importFileExplained')}</small>
      <label class="files-source">
        {t('importText')}
        <textarea
          rows={3}
          spellcheck={false}
          placeholder={t('importTextExample')}
          onInput={(event) => model.takeText(event.currentTarget.value)}
        />
      </label>
      <Refused model={model} />
    </>
  )
}
