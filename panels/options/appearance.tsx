import type { Signal } from '@preact/signals'
import { type Appearance as Choices, clocks, densities, precisions, themes } from '../shared/appearance.ts'
import { Choice } from '../shared/controls.tsx'
import { clockTime } from '../shared/format.ts'
import { type TextKey, t } from '../shared/text.ts'
import type { OptionsSide } from './options-side.ts'

const names = {
  system: 'themeSystem',
  light: 'themeLight',
  dark: 'themeDark',
  compact: 'densityCompact',
  comfortable: 'densityComfortable',
  '24-hours': 'clock24Hours',
  browser: 'clockBrowser',
  iso: 'clockIso',
  milliseconds: 'precisionMilliseconds',
  microseconds: 'precisionMicroseconds',
} as const satisfies Record<string, TextKey>

/** How all pages of the extension look; it holds at once, also in those that are open. */
export function Appearance({ side: { appearance } }: { side: OptionsSide }) {
  const { theme, density, clock, precision }: Choices = appearance
  return (
    <section class="card" aria-labelledby="appearance">
      <header class="card-header">
        <h2 id="appearance">{t('appearance')}</h2>
      </header>
      <Row label={t('theme')} choice={theme} values={themes} />
      <Row label={t('density')} choice={density} values={densities} />
      <Row label={t('clock')} choice={clock} values={clocks} />
      <Row label={t('precision')} choice={precision} values={precisions} />
      <p class="hint">{t('clockExample', clockTime(Date.UTC(2026, 10, 21, 16, 4, 9, 52) + 0.625))}</p>
      <p class="hint">{t('languageExplained')}</p>
    </section>
  )
}

interface RowProps<Value extends string> {
  readonly label: string
  readonly choice: Signal<Value>
  readonly values: readonly Value[]
}

function Row<Value extends keyof typeof names>({ label, choice, values }: RowProps<Value>) {
  return (
    <div class="amount">
      <span>{label}</span>
      <Choice
        label={label}
        value={choice.value}
        options={values.map((one) => [one, t(names[one])] as const)}
        onChoose={(chosen) => {
          choice.value = chosen
        }}
      />
    </div>
  )
}
