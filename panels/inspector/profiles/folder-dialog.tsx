import type { TargetedSubmitEvent } from 'preact'
import { useId, useRef } from 'preact/hooks'
import type { ProfileView } from '../../../src/wire/view.ts'
import { shownTitle } from '../../shared/profile-title.ts'
import { t } from '../../shared/text.ts'
import { Dialog } from '../files/dialog.tsx'
import type { ProfileBrowser } from '../model/profile-browser.ts'

/** Asks for the folder a profile is to move to: one there is, or a new one. */
export function FolderDialog({ browser }: { browser: ProfileBrowser }) {
  const profile = browser.moving.value
  return profile ? <Form key={profile.id} browser={browser} profile={profile} /> : null
}

function Form({ browser, profile }: { browser: ProfileBrowser; profile: ProfileView }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const close = () => {
    browser.moving.value = undefined
  }
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    close()
    void browser.moveToFolder(profile.id, readPath(input.current?.value ?? '', browser.folders.peek()))
  }
  return (
    <Dialog title={t('moveProfileTo', shownTitle(profile))} onClose={close}>
      <form class="folder-form" onSubmit={submit}>
        <div class="files-content">
          <label class="files-source">
            {t('folder')}
            <input
              ref={input}
              autoFocus
              type="text"
              list={`${id}-folders`}
              autocomplete="off"
              defaultValue={writtenPath(profile.folder)}
              aria-describedby={`${id}-help`}
            />
          </label>
          <small id={`${id}-help`}>{t('folderExplained')}</small>
          <datalist id={`${id}-folders`}>
            {browser.folders.value.map((path) => (
              <option key={writtenPath(path)} value={writtenPath(path)} />
            ))}
          </datalist>
        </div>
        <div class="dialog-foot">
          <button type="button" onClick={close}>
            {t('cancel')}
          </button>
          <button type="submit" class="primary">
            {t('move')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function writtenPath(path: readonly string[]): string {
  return path.join(' / ')
}

/** One that there is, as it is: names of imported folders may have slashes in them. */
function readPath(text: string, folders: readonly (readonly string[])[]): readonly string[] {
  const known = folders.find((path) => writtenPath(path) === text)
  if (known) return known
  return text
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
