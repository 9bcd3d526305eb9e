import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { checkCloseRequest, normalClosure } from '../../../src/core/close-request.ts'
import { IconButton } from '../../shared/controls.tsx'
import { FormRow } from '../../shared/form-row.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { Dialog } from '../files/dialog.tsx'
import type { ConnectionControl } from '../model/connection-control.ts'

interface DisconnectWithProps {
  readonly control: ConnectionControl
}

/** Closes with another code than the usual one, or with a reason. */
export function DisconnectWith({ control }: DisconnectWithProps) {
  const isOpen = useSignal(false)
  const close = () => {
    isOpen.value = false
  }
  return (
    <>
      <IconButton
        icon="more"
        label={t('disconnectWith')}
        aria-haspopup="dialog"
        onClick={() => {
          isOpen.value = true
        }}
      />
      {isOpen.value && <Form control={control} onClose={close} />}
    </>
  )
}

function Form({ control, onClose }: DisconnectWithProps & { onClose: () => void }) {
  const id = useId()
  const code = useSignal(String(normalClosure.code))
  const reason = useSignal('')
  const request = { code: Number(code.value), reason: reason.value }
  const checked = checkCloseRequest(request)
  const faultOf = (field: string) =>
    checked.ok || checked.refusal.field !== field ? undefined : said(checked.refusal.message)
  const [codeFault, reasonFault] = [faultOf('code'), faultOf('reason')]
  return (
    <Dialog title={t('disconnectWith')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!checked.ok) return
          onClose()
          void control.disconnect(request)
        }}
      >
        <div class="files-content form-grid">
          <FormRow
            label={t('closeCode')}
            id={`${id}-code`}
            hint={codeFault ?? t('closeCodeExplained')}
            isFault={codeFault !== undefined}
          >
            <input
              class="number-input"
              type="number"
              id={`${id}-code`}
              aria-describedby={`${id}-code-hint`}
              aria-invalid={codeFault !== undefined}
              autoFocus
              value={code.value}
              onInput={(event) => {
                code.value = event.currentTarget.value
              }}
            />
          </FormRow>
          <FormRow
            label={t('reason')}
            id={`${id}-reason`}
            hint={reasonFault ?? t('closeReasonExplained')}
            isFault={reasonFault !== undefined}
          >
            <input
              type="text"
              id={`${id}-reason`}
              aria-describedby={`${id}-reason-hint`}
              aria-invalid={reasonFault !== undefined}
              autocomplete="off"
              value={reason.value}
              onInput={(event) => {
                reason.value = event.currentTarget.value
              }}
            />
          </FormRow>
        </div>
        <div class="dialog-foot">
          <button type="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" class="primary" disabled={!checked.ok}>
            {t('disconnect')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
