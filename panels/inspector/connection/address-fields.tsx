import { useSignal } from '@preact/signals'
import type { TargetedClipboardEvent, TargetedKeyboardEvent } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { Refusal } from '../../../src/core/result.ts'
import { splitSubprotocols } from '../../../src/core/subprotocols.ts'
import { Field } from '../../shared/controls.tsx'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { ProfileChange } from '../model/profile-form.ts'

interface AddressFieldsProps {
  readonly model: InspectorModel
  readonly refusal: Refusal | undefined
  readonly refusalId: string
}

/** What a refused connect was about is marked, and points to the sentence that says why. */
export function AddressFields({ model, refusal, refusalId }: AddressFieldsProps) {
  const edit = (change: ProfileChange) => {
    model.form.edit(change)
    model.control.edited()
  }
  const faultOf = (field: string) => ({
    'aria-invalid': refusal?.field === field,
    ...(refusal?.field === field ? { 'aria-describedby': refusalId } : {}),
  })
  return (
    <>
      <UrlField model={model} edit={edit} fault={faultOf('url')} />
      <SubprotocolsField model={model} edit={edit} fault={faultOf('subprotocols')} />
    </>
  )
}

interface FieldProps {
  readonly model: InspectorModel
  readonly edit: (change: ProfileChange) => void
  readonly fault: { readonly 'aria-invalid': boolean; readonly 'aria-describedby'?: string }
}

function UrlField({ model, edit, fault }: FieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const urlsId = useId()
  const profile = model.form.profile.value
  useLayoutEffect(() => {
    if (model.newProfileId.value !== profile?.id) return
    input.current?.focus()
    model.newProfileId.value = undefined
  }, [model, profile?.id, model.newProfileId.value])

  // The list makes a field a combobox by role; it is there only while something is being completed.
  const complete = (element: HTMLInputElement) => element.setAttribute('list', urlsId)
  const onPaste = (event: TargetedClipboardEvent<HTMLInputElement>) => {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const isWhole = (selectionEnd ?? 0) - (selectionStart ?? 0) === value.length
    if (isWhole && model.pasting.take(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault()
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') complete(event.currentTarget)
    if (event.key === 'Enter' && !event.isComposing) void model.control.connect()
  }
  return (
    <Field label={t('url')}>
      <input
        ref={input}
        class="url-input"
        type="text"
        {...{ role: 'textbox' }}
        inputMode="url"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={t('exampleUrl')}
        value={profile?.url ?? ''}
        onInput={(event) => {
          if (event.currentTarget.value !== '') complete(event.currentTarget)
          edit({ url: event.currentTarget.value })
        }}
        onPaste={onPaste}
        onBlur={(event) => {
          event.currentTarget.removeAttribute('list')
          void model.form.flush()
        }}
        onKeyDown={onKeyDown}
        {...fault}
      />
      <datalist id={urlsId}>
        {model.urls.value.map((url) => (
          <option key={url} value={url} />
        ))}
      </datalist>
    </Field>
  )
}

function SubprotocolsField({ model, edit, fault }: FieldProps) {
  const names = model.form.profile.value?.subprotocols ?? []
  const typed = useSignal(names.join(', '))
  // What is typed may end in a comma; it stands as long as it means what the profile says.
  const isPresent = splitSubprotocols(typed.value).join() === names.join()
  return (
    <Field label={t('subprotocols')}>
      <input
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={t('none')}
        value={isPresent ? typed.value : names.join(', ')}
        onInput={(event) => {
          typed.value = event.currentTarget.value
          edit({ subprotocols: splitSubprotocols(event.currentTarget.value) })
        }}
        onBlur={() => void model.form.flush()}
        {...fault}
      />
    </Field>
  )
}
