import { t } from '../../shared/text.ts'
import type { Sought } from '../model/log-find.ts'

interface SearchTogglesProps {
  readonly sought: Sought
  readonly onChange: (change: Partial<Sought>) => void
}

/** How what is looked for is to be understood. */
export function SearchToggles({ sought: { mode, matchCase }, onChange }: SearchTogglesProps) {
  const toggle = (other: Sought['mode']) => onChange({ mode: mode === other ? 'text' : other })
  return (
    <>
      <SearchToggle
        sign="Aa"
        label={t('matchCase')}
        isOn={matchCase}
        onToggle={() => onChange({ matchCase: !matchCase })}
        disabled={mode === 'json-path'}
      />
      <SearchToggle
        sign=".*"
        label={t('regularExpression')}
        isOn={mode === 'regular-expression'}
        onToggle={() => toggle('regular-expression')}
      />
      <SearchToggle sign="$." label={t('jsonPath')} isOn={mode === 'json-path'} onToggle={() => toggle('json-path')} />
    </>
  )
}

interface SearchToggleProps {
  readonly sign: string
  readonly label: string
  readonly isOn: boolean
  readonly onToggle: () => void
  readonly disabled?: boolean
}

function SearchToggle({ sign, label, isOn, onToggle, disabled = false }: SearchToggleProps) {
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
