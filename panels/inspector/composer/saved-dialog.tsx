import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { useId } from 'preact/hooks'
import { type SendAs, sendAsOf } from '../../../src/core/profile.ts'
import type { SavedMessage } from '../../../src/core/script.ts'
import { Choice } from '../../shared/controls.tsx'
import { sendAsNames } from '../../shared/send-as-names.ts'
import { t } from '../../shared/text.ts'
import { Dialog } from '../files/dialog.tsx'
import type { InspectorModel } from '../model/inspector-model.ts'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Everything about a saved message but what it says, which the composer writes. */
export function SavedDialog({ message, model: { saved, form } }: { message: SavedMessage; model: InspectorModel }) {
  const id = useId()
  const name = useSignal(message.name)
  const folder = useSignal(message.folder.join('/'))
  const sendAs = useSignal<SendAs>(message.sendAs)
  const shortcut = useSignal<(typeof digits)[number] | ''>(digits[(message.shortcut ?? 0) - 1] ?? '')
  const onConnect = useSignal(message.onConnect)
  const folders = [...new Set(saved.list.value.map((one) => one.folder.join('/')))].filter(Boolean)
  const close = () => {
    saved.edited.value = undefined
  }
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void saved.change(message.id, {
      name: name.peek(),
      folder: pathOf(folder.peek(), [message, ...saved.list.peek()]),
      sendAs: sendAs.peek(),
      shortcut: shortcut.peek() === '' ? undefined : Number(shortcut.peek()),
      onConnect: onConnect.peek(),
    })
    close()
  }
  return (
    <Dialog title={t('savedMessage')} onClose={close}>
      <form onSubmit={submit}>
        <div class="files-content saved-form form-grid">
          <label class="form-label" for={`${id}-name`}>
            {t('savedMessageName')}
          </label>
          <input
            id={`${id}-name`}
            autoFocus
            type="text"
            maxLength={1000}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value
            }}
          />
          <label class="form-label" for={`${id}-folder`}>
            {t('savedMessageFolder')}
          </label>
          <input
            id={`${id}-folder`}
            type="text"
            list={`${id}-folders`}
            maxLength={1000}
            placeholder={t('noFolder')}
            value={folder.value}
            onInput={(event) => {
              folder.value = event.currentTarget.value
            }}
          />
          <datalist id={`${id}-folders`}>
            {folders.map((path) => (
              <option key={path} value={path} />
            ))}
          </datalist>
          <label class="form-label" for={`${id}-way`}>
            {t('sendAs')}
          </label>
          <Choice
            id={`${id}-way`}
            label={t('sendAs')}
            value={sendAs.value}
            options={waysOf(message, form.profile.value?.kind ?? 'json').map(
              (way) => [way, t(sendAsNames[way])] as const,
            )}
            onChoose={(way) => {
              sendAs.value = way
            }}
          />
          <label class="form-label" for={`${id}-digit`}>
            {t('shortcut')}
          </label>
          <Choice
            id={`${id}-digit`}
            label={t('shortcut')}
            value={shortcut.value}
            options={[['', t('noShortcut')], ...digits.map((digit) => [digit, t('altDigit', digit)] as const)]}
            onChoose={(digit) => {
              shortcut.value = digit
            }}
          />
          <label class="check form-wide">
            <input
              type="checkbox"
              checked={onConnect.value}
              onChange={(event) => {
                onConnect.value = event.currentTarget.checked
              }}
            />
            <span>
              {t('sendOnConnect')}
              <small>{t('sendOnConnectExplained')}</small>
            </span>
          </label>
        </div>
        <div class="dialog-foot">
          <button
            type="button"
            onClick={() => {
              void saved.duplicate(message.id)
              close()
            }}
          >
            {t('duplicate')}
          </button>
          <button type="submit" class="primary">
            {t('save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** Bytes stay bytes, and text becomes none: what it says is written differently. */
function waysOf({ sendAs }: SavedMessage, kind: 'json' | 'text'): readonly SendAs[] {
  if (sendAs === 'binary') return ['binary']
  const ways = sendAsOf(kind).filter((way) => way !== 'binary')
  return ways.includes(sendAs) ? ways : [sendAs, ...ways]
}

/** One that there is, as it is: names of imported folders may have slashes in them. */
function pathOf(folder: string, messages: readonly SavedMessage[]): readonly string[] {
  const known = messages.find((one) => one.folder.join('/') === folder)
  if (known) return known.folder
  return folder
    .split('/')
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 20)
}
