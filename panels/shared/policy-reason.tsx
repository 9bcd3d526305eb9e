import type { ExportRefusal } from '../../src/core/export-policy.ts'
import { said } from './said.ts'
import { t } from './text.ts'

/** Why policy does not let something be chosen, beside that choice. */
export function PolicyReason({ refusal: { message, rule } }: { refusal: ExportRefusal }) {
  return (
    <small class="policy-reason">
      {said(message)} <span class="refusal-rule">{t('ruleIs', said(rule))}</span>
    </small>
  )
}
