import type { Refusal } from '../../src/core/result.ts'
import { Icon } from './icons.tsx'
import { t } from './text.ts'

/** Why something was not done, beside the place where it was asked. */
export function RefusalAlert({ refusal, id }: { refusal: Refusal; id?: string }) {
  return (
    <div class="refusal" role="alert" id={id} data-outcome={refusal.code}>
      <Icon name="warning" />
      <span>
        {refusal.message}
        {refusal.rule !== undefined && <span class="refusal-rule"> {t('ruleIs', refusal.rule)}</span>}
      </span>
    </div>
  )
}
