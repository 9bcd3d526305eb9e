import type { ComponentChildren } from 'preact'
import type { Refusal } from '../../src/core/result.ts'
import { Icon } from './icons.tsx'
import { said } from './said.ts'
import { seen } from './special.ts'
import { t } from './text.ts'

interface RefusalAlertProps {
  readonly refusal: Refusal<string>
  readonly id?: string
  /** What can be done about it. */
  readonly children?: ComponentChildren
}

/** Why something was not done, beside the place where it was asked. */
export function RefusalAlert({ refusal, id, children }: RefusalAlertProps) {
  return (
    <div class="refusal" role="alert" id={id} data-outcome={refusal.code}>
      <Icon name="warning" />
      <div class="refusal-content">
        <span>
          {seen(said(refusal.message))}
          {refusal.rule !== undefined && <span class="refusal-rule"> {t('ruleIs', said(refusal.rule))}</span>}
        </span>
        {children}
      </div>
    </div>
  )
}
