import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { copyText } from '../../shared/clipboard.ts'
import { FormRow } from '../../shared/form-row.tsx'
import { plainText } from '../../shared/secret-input.tsx'
import { t } from '../../shared/text.ts'

/** The address to register with the authorization server: the browser gives it, nobody can choose it. */
export function RedirectUrl({ url }: { url: string }) {
  const id = useId()
  const copied = useSignal<boolean | undefined>()
  const copy = async () => {
    copied.value = await copyText(url)
  }
  return (
    <FormRow label={t('redirectUrl')} id={id} hint={t('redirectUrlExplained')}>
      <span class="redirect-url">
        <input {...plainText} class="mono" id={id} readOnly aria-describedby={`${id}-hint`} value={url} />
        <button type="button" onClick={() => void copy()}>
          {t('copyRedirectUrl')}
        </button>
        <span role="status" aria-label={t('copyState')} class="faint">
          {copied.value !== undefined && t(copied.value ? 'copied' : 'notCopied')}
        </span>
      </span>
    </FormRow>
  )
}
