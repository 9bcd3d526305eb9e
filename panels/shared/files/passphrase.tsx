import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { SecretInput } from '../secret-input.tsx'
import { t } from '../text.ts'

interface PassphraseProps {
  readonly action: string
  /** The fewest characters that are taken. */
  readonly least: number
  readonly hint: string
  readonly onGiven: (passphrase: string) => Promise<void>
}

/** Asks for a passphrase; Enter gives it. Deriving a key takes a moment, which is shown. */
export function Passphrase({ action, least, hint, onGiven }: PassphraseProps) {
  const typed = useSignal('')
  const phase = useSignal<'ready' | 'working'>('ready')
  const id = useId()
  const isUsable = typed.value.length >= least
  const give = async (event: Event) => {
    event.preventDefault()
    if (!isUsable || phase.peek() === 'working') return
    phase.value = 'working'
    await onGiven(typed.peek()).finally(() => {
      phase.value = 'ready'
    })
  }
  return (
    <form class="passphrase" onSubmit={(event) => void give(event)}>
      <SecretInput
        label={t('passphrase')}
        value={typed.value}
        aria-describedby={id}
        onInput={(event) => (typed.value = event.currentTarget.value)}
      />
      <button type="submit" disabled={!isUsable || phase.value === 'working'}>
        {phase.value === 'working' ? t('working') : action}
      </button>
      <small id={id}>{hint}</small>
    </form>
  )
}
