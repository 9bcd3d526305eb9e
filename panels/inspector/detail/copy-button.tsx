import { useSignal } from '@preact/signals'
import { messageOf } from '../../../src/core/message-of.ts'
import { copyText } from '../../shared/clipboard.ts'
import { IconButton } from '../../shared/controls.tsx'
import type { IconName } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'

interface CopyButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly text: () => string | Promise<string>
}

/** Puts a text on the clipboard and says whether that was possible. */
export function CopyButton({ icon, label, text }: CopyButtonProps) {
  const copied = useSignal<'yes' | 'no' | { readonly fault: string } | undefined>(undefined)
  const copy = async () => {
    try {
      copied.value = (await copyText(await text())) ? 'yes' : 'no'
    } catch (error) {
      copied.value = { fault: `It could not be read: ${messageOf(error)}` }
    }
  }
  return (
    <>
      <span role="status" aria-label={label} class="faint">
        {typeof copied.value === 'object' && said(copied.value.fault)}
        {typeof copied.value === 'string' && t(copied.value === 'yes' ? 'copied' : 'notCopied')}
      </span>
      <IconButton icon={copied.value === 'yes' ? 'done' : icon} label={label} onClick={() => void copy()} />
    </>
  )
}
