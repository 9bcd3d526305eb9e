import { useId } from 'preact/hooks'
import { type TextKey, t } from '../../shared/text.ts'

interface SwitchOptionProps {
  readonly label: TextKey
  readonly help: TextKey
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

export function SwitchOption({ label, help, isOn, onChange }: SwitchOptionProps) {
  const id = useId()
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <label for={id}>{t(label)}</label>
        <small id={`${id}-help`}>{t(help)}</small>
      </span>
    </div>
  )
}
