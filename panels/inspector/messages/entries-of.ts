import { t } from '../../shared/text.ts'

/** How much of a log a filter keeps. */
export function entriesOf(shown: number, total: number): string {
  return total === 1 ? t('entriesOfOne', shown) : t('entriesOf', shown, total)
}
