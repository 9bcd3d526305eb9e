import { type TextKey, t } from '../../shared/text.ts'

interface SwitchOptionProps {
  readonly label: TextKey
  readonly help: TextKey
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

export function SwitchOption({ label, help, isOn, onChange }: SwitchOptionProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {t(label)}
        <small>{t(help)}</small>
      </span>
    </label>
  )
}
