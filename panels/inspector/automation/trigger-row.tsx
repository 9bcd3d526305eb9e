import { useSignal } from '@preact/signals'
import type { SavedMessage } from '../../../src/core/script.ts'
import type { Trigger, TriggerEvent } from '../../../src/core/trigger.ts'
import { member, parts } from '../../shared/change.ts'
import { Choice } from '../../shared/controls.tsx'
import { said } from '../../shared/said.ts'
import { type TextKey, t } from '../../shared/text.ts'
import { useWork } from '../../shared/use-work.ts'
import type { BrowserSide } from '../model/browser-side.ts'
import type { DryRun, Rules } from '../model/rules.ts'
import { ActionFields } from './action-fields.tsx'
import { MatchFields } from './match-fields.tsx'
import { NumberOption } from './number-option.tsx'
import { RuleHead } from './rule-head.tsx'
import type { RuleRemoval } from './rule-removal.ts'
import { asItIs, TextOption } from './text-option.tsx'

interface TriggerRowProps {
  readonly trigger: Trigger
  readonly messages: readonly SavedMessage[]
  readonly rules: Rules
  readonly removal: RuleRemoval
  readonly side: BrowserSide
}

const events: Readonly<Record<TriggerEvent, TextKey>> = {
  requested: 'onRequested',
  established: 'onEstablished',
  disconnected: 'onDisconnected',
  sent: 'onSent',
  received: 'onReceived',
}

const actions: Readonly<Record<Trigger['action']['type'], TextKey>> = {
  notify: 'actionNotify',
  answer: 'actionAnswer',
  highlight: 'actionHighlight',
  pause: 'actionPause',
  'set-variable': 'actionSetVariable',
}

/** A trigger and, when it is unfolded, all that can be changed of it. */
export function TriggerRow({ trigger, messages, rules, removal, side }: TriggerRowProps) {
  const isOpen = useSignal(trigger.name === '')
  const title = trigger.name || t('unnamedTrigger')
  const changeTrigger = rules.trigger(trigger.id)
  const change = parts(changeTrigger)
  return (
    <li class="rule">
      <RuleHead
        title={title}
        summary={`${t(events[trigger.on])} → ${t(actions[trigger.action.type])}`}
        isOpen={isOpen}
        onRemove={() => removal.trigger(trigger.id, title)}
        before={
          <input
            type="checkbox"
            aria-label={t('useTrigger', title)}
            title={t('useTrigger', title)}
            checked={trigger.enabled}
            onChange={(event) => change({ enabled: event.currentTarget.checked })}
          />
        }
      />
      {isOpen.value && (
        <div class="option-details" role="group" aria-label={title}>
          <TextOption label="ruleName" {...asItIs} value={trigger.name} onChange={(name) => change({ name })} />
          <div class="option">
            <span aria-hidden="true">{t('triggerOn')}</span>
            <Choice
              label={t('triggerOn')}
              value={trigger.on}
              options={Object.entries(events).map(([value, key]) => [value as TriggerEvent, t(key)])}
              onChoose={(on) => change({ on })}
            />
          </div>
          {(trigger.on === 'sent' || trigger.on === 'received') && (
            <MatchFields match={trigger.match} onChange={member(changeTrigger, 'match')} />
          )}
          <ActionFields
            action={trigger.action}
            messages={messages}
            side={side}
            onChange={member(changeTrigger, 'action')}
          />
          {trigger.action.type !== 'highlight' && (
            <NumberOption
              label="mostPerSecond"
              help="mostPerSecondExplained"
              {...{ value: trigger.mostPerSecond, least: 1, most: 10_000, whole: true }}
              onChange={(mostPerSecond) => change({ mostPerSecond })}
            />
          )}
          <DryRunButton trigger={trigger} rules={rules} />
        </div>
      )}
    </li>
  )
}

/** Says how often a trigger would have happened, by the log as it is. */
function DryRunButton({ trigger, rules }: Pick<TriggerRowProps, 'trigger' | 'rules'>) {
  const result = useSignal<{ readonly of: Trigger; readonly run: DryRun } | undefined>(undefined)
  const looking = useWork()
  const look = () =>
    looking.run(
      (signal) => rules.dryRun(trigger, signal),
      (run) => {
        result.value = { of: trigger, run }
      },
    )
  const run = result.value?.of === trigger ? result.value.run : undefined
  return (
    <div class="option dry-run">
      <button type="button" onClick={() => void look()}>
        {t('dryRun')}
      </button>
      <span role="status" aria-label={t('dryRunResult')}>
        {looking.isRunning ? t('dryRunLooking') : run && dryRunText(run)}
      </span>
      {looking.isRunning && (
        <button type="button" onClick={looking.cancel}>
          {t('cancel')}
        </button>
      )}
    </div>
  )
}

function dryRunText(run: DryRun): string {
  if ('fault' in run) return t('dryRunFailed', said(run.fault))
  return run.happened === 1 ? t('dryRunOnce', run.looked) : t('dryRunTimes', run.happened, run.looked)
}
