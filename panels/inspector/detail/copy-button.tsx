import { useSignal } from '@preact/signals'
import { copyText } from '../../shared/clipboard.ts'
import { IconButton } from '../../shared/controls.tsx'
import type { IconName } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'

interface CopyButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly text: () => string | Promise<string>
}

/** Puts a text on the clipboard and says whether that was possible. */
export function CopyButton({ icon, label, text }: CopyButtonProps) {
  const copied = useSignal<'yes' | 'no' | undefined>(undefined)
  const copy = async () => {
    copied.value = (await copyText(await text())) ? 'yes' : 'no'
  }
  return (
    <>
      <span role="status" aria-label={label} class="faint">
        {copied.value && t(copied.value === 'yes' ? 'copied' : 'notCopied')}
      </span>
      <IconButton icon={copied.value === 'yes' ? 'done' : icon} label={label} onClick={() => void copy()} />
    </>
  )
}
