import { useSignal } from '@preact/signals'
import type { TargetedClipboardEvent, TargetedSubmitEvent } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { RefusalAlert } from '../../shared/alert.tsx'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { showComposer } from '../keyboard/panel-keys.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** What there is to do while there is no profile: name a server, and be connected. */
export function Welcome({ model }: { model: InspectorModel }) {
  const refusal = model.control.refusal.value
  const openImport = () => {
    model.files.dialog.value = 'import'
  }
  return (
    <div class="welcome">
      <img src="/icons/48.png" width="48" height="48" alt="" />
      <h2>{t('welcomeTitle')}</h2>
      <p>{t('welcomeText')}</p>
      <ServerForm model={model} />
      <div class="welcome-others">
        <button type="button" onClick={() => void model.newProfile()}>
          <Icon name="add" />
          {t('newConnection')}
        </button>
        <button type="button" onClick={openImport}>
          <Icon name="import" />
          {t('import')}
        </button>
        {model.side.hasInspectedPage() && (
          <button
            type="button"
            onClick={() => {
              model.files.dialog.value = 'page'
            }}
          >
            <Icon name="page" />
            {t('clonePage')}
          </button>
        )}
      </div>
      {refusal && <RefusalAlert refusal={refusal} />}
    </div>
  )
}

/** An address that is none is said to be so before anything is made of it. */
function ServerForm({ model }: { model: InspectorModel }) {
  const id = useId()
  const url = useSignal('')
  const fault = useSignal<string | undefined>(undefined)
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    // Whoever connects here writes a message next; what a script does may go on with the plain field.
    if (event.isTrusted) model.editorChunk.load()
    void connect(url.value)
  }
  const connect = async (address: string) => {
    const connected = await model.connectTo(address)
    if (connected.ok) showComposer()
    else fault.value = connected.refusal.message
  }
  // A field of one line takes line breaks away, and leaves what a shell has before them.
  const onPaste = (event: TargetedClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!/\\\r?\n/.test(text)) return
    event.preventDefault()
    url.value = text.trim().replace(/\\\r?\n\s*/g, '')
  }
  // There is nothing else to do, so what is typed goes here, also after the last profile was deleted.
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) input.current?.focus()
  }, [])
  return (
    <form class="welcome-server" onSubmit={submit}>
      <label for={id}>{t('serverAddress')}</label>
      <span class="welcome-field">
        <input
          ref={input}
          id={id}
          class="mono"
          type="text"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder={t('exampleUrl')}
          value={url.value}
          aria-invalid={fault.value !== undefined}
          aria-describedby={`${id}-help`}
          onInput={(event) => {
            url.value = event.currentTarget.value
            fault.value = undefined
          }}
          onPaste={onPaste}
        />
        <button type="submit" class="primary">
          <Icon name="connect" />
          {t('connect')}
        </button>
      </span>
      <small id={`${id}-help`} class={fault.value === undefined ? '' : 'fault'}>
        {fault.value === undefined ? t('serverAddressExplained') : said(fault.value)}
      </small>
    </form>
  )
}
