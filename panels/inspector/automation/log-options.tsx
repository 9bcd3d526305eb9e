import { useId } from 'preact/hooks'
import type { LogDetail, LogRules } from '../../../src/core/log-rules.ts'
import { Choice } from '../../shared/controls.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import { NumberOption } from './number-option.tsx'

interface LogOptionsProps {
  readonly rules: LogRules
  readonly change: (part: Partial<LogRules>) => void
}

const details: readonly (readonly [LogDetail, TextKey])[] = [
  ['off', 'logDetailOff'],
  ['messages', 'logDetailMessages'],
  ['lifecycle', 'logDetailLifecycle'],
  ['communication', 'logDetailCommunication'],
]

const most = 1_000_000_000
const mebibyte = 1024 * 1024

/** What is kept in the log, and how much of it. */
export function LogOptions({ rules, change }: LogOptionsProps) {
  const id = useId()
  return (
    <div class="option-group">
      <div class="option">
        <label for={id}>{t('logDetail')}</label>
        <Choice
          id={id}
          label={t('logDetail')}
          value={rules.detail}
          options={details.map(([detail, key]) => [detail, t(key)] as const)}
          onChoose={(detail) => change({ detail })}
        />
        <small>{t('logDetailExplained')}</small>
      </div>
      <NumberOption
        label="logMostEntries"
        help="logBoundExplained"
        {...{ value: rules.entries, least: 0, most, whole: true, deletes: true }}
        onChange={(entries) => change({ entries })}
      />
      <NumberOption
        label="logMostSize"
        help="logBoundExplained"
        unit="unitMebibytes"
        {...{ value: rules.bytes, scale: mebibyte, least: 0, most: 1_000_000, deletes: true }}
        onChange={(bytes) => change({ bytes })}
      />
      <NumberOption
        label="logMostAge"
        help="logAgeExplained"
        unit="days"
        {...{ value: rules.days, least: 0, most: 36_500, deletes: true }}
        onChange={(days) => change({ days })}
      />
    </div>
  )
}
