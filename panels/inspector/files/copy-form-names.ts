import type { CopyForm } from '../../../src/formats/copy-as.ts'
import { t } from '../../shared/text.ts'

/** What the tools are called. */
export function copyFormNames(): Readonly<Record<CopyForm, string>> {
  return {
    wscat: 'wscat',
    websocat: 'websocat',
    curl: 'curl',
    javascript: t('copyJavaScript'),
    node: t('copyNode'),
    playwright: 'Playwright',
  }
}
