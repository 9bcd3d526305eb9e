import { RefusalAlert } from '../../shared/alert.tsx'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { SequenceRow } from './sequence-row.tsx'
import { TriggerRow } from './trigger-row.tsx'

/** What the connections of a profile do by themselves: triggers and sequences. */
export function RulesTab({ model }: { model: InspectorModel }) {
  const { rules, side } = model
  const script = rules.script.script.value
  const refusal = rules.script.refusal.value
  if (!script) return refusal ? <RefusalAlert refusal={refusal} /> : null
  return (
    <div class="rules">
      {refusal && <RefusalAlert refusal={refusal} />}
      <section aria-label={t('triggers')}>
        <h2>{t('triggers')}</h2>
        {script.triggers.length === 0 && <p class="faint">{t('triggersExplained')}</p>}
        <ul class="rule-list">
          {script.triggers.map((trigger) => (
            <TriggerRow key={trigger.id} trigger={trigger} messages={script.messages} rules={rules} side={side} />
          ))}
        </ul>
        <button type="button" onClick={rules.addTrigger}>
          <Icon name="add" />
          {t('addTrigger')}
        </button>
      </section>
      <section aria-label={t('sequences')}>
        <h2>{t('sequences')}</h2>
        {script.sequences.length === 0 && <p class="faint">{t('sequencesExplained')}</p>}
        {rules.fault.value !== undefined && (
          <p class="fault" role="alert">
            {said(rules.fault.value)}
          </p>
        )}
        <ul class="rule-list">
          {script.sequences.map((sequence) => (
            <SequenceRow key={sequence.id} sequence={sequence} messages={script.messages} rules={rules} />
          ))}
        </ul>
        <button type="button" onClick={rules.addSequence}>
          <Icon name="add" />
          {t('addSequence')}
        </button>
      </section>
    </div>
  )
}
