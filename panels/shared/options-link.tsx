import { Icon } from './icons.tsx'
import { t } from './text.ts'

/** A link, as Firefox does not let DevTools open the options in any other way. */
export function OptionsLink() {
  return (
    <a
      class="icon-button"
      href="/panels/options/index.html"
      target="_blank"
      rel="noreferrer"
      aria-label={t('optionsTitle')}
      title={t('optionsTitle')}
    >
      <Icon name="options" />
    </a>
  )
}
