import { t } from '../../shared/text.ts'

interface ToggleProps {
  readonly isOn: boolean
  readonly onToggle: () => void
  readonly disabled?: boolean
}

/** Whether upper and lower case are told apart. */
export function CaseToggle(props: ToggleProps) {
  return <SearchToggle {...props} sign="Aa" label={t('matchCase')} />
}

/** Whether what is looked for is a regular expression. */
export function ExpressionToggle(props: ToggleProps) {
  return <SearchToggle {...props} sign=".*" label={t('regularExpression')} />
}

/** Whether what is looked for is a JSON path. */
export function PathToggle(props: ToggleProps) {
  return <SearchToggle {...props} sign="$." label={t('jsonPath')} />
}

function SearchToggle({
  sign,
  label,
  isOn,
  onToggle,
  disabled = false,
}: ToggleProps & { sign: string; label: string }) {
  return (
    <button
      type="button"
      class="toggle mono"
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      disabled={disabled}
      onClick={onToggle}
    >
      {sign}
    </button>
  )
}
