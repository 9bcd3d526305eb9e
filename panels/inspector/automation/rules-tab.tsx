import { RefusalAlert } from '../../shared/alert.tsx'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import { Toast } from '../../shared/toast.tsx'
import type { InspectorModel } from '../model/inspector-model.ts'
import type { Rules } from '../model/rules.ts'
import { createRuleRemoval, type RuleRemoval } from './rule-removal.ts'
import { SequenceRow } from './sequence-row.tsx'
import { TriggerRow } from './trigger-row.tsx'

/** What the connections of a profile do by themselves: triggers and sequences. */
export function RulesTab({ model }: { model: InspectorModel }) {
  const { rules, side } = model
  const removal = removalOf(rules, model.selection.profileId.value ?? '')
  const script = rules.script.script.value
  const kind = model.form.profile.value?.kind ?? 'json'
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
            <TriggerRow key={trigger.id} {...{ trigger, rules, removal, side }} messages={script.messages} />
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
            <SequenceRow key={sequence.id} {...{ sequence, rules, removal, kind }} messages={script.messages} />
          ))}
        </ul>
        <button type="button" onClick={rules.addSequence}>
          <Icon name="add" />
          {t('addSequence')}
        </button>
      </section>
      <div class="toast-place" role="status" aria-label={t('lastDeletedRule')}>
        {removal.removed.value && <Toast text={removal.removed.value.text} offer={removal} />}
      </div>
    </div>
  )
}

/** What was removed from one profile is not put into another. */
function removalOf(rules: Rules, profileId: string): RuleRemoval {
  const removal = rules.removals.get(profileId) ?? createRuleRemoval(rules)
  rules.removals.set(profileId, removal)
  return removal
}
