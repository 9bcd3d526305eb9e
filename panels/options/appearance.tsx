import { type Theme, themes } from '../shared/appearance.ts'
import { Choice } from '../shared/controls.tsx'
import { type TextKey, t } from '../shared/text.ts'
import type { OptionsSide } from './options-side.ts'

const names: Readonly<Record<Theme, TextKey>> = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark' }

/** How all pages of the extension look; it holds at once, also in those that are open. */
export function Appearance({ side: { theme } }: { side: OptionsSide }) {
  return (
    <section class="card" aria-labelledby="appearance">
      <header class="card-header">
        <h2 id="appearance">{t('appearance')}</h2>
      </header>
      <div class="amount">
        <span>{t('theme')}</span>
        <Choice
          label={t('theme')}
          value={theme.value}
          options={themes.map((one) => [one, t(names[one])] as const)}
          onChoose={(chosen) => {
            theme.value = chosen
          }}
        />
      </div>
      <p class="hint">{t('languageExplained')}</p>
    </section>
  )
}
