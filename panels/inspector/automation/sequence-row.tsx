import { useSignal } from '@preact/signals'
import type { Kind } from '../../../src/core/profile.ts'
import type { SavedMessage } from '../../../src/core/script.ts'
import type { Sequence, SequenceProgress } from '../../../src/core/sequence.ts'
import { member, parts } from '../../shared/change.ts'
import { counted } from '../../shared/counted.ts'
import { said } from '../../shared/said.ts'
import { t } from '../../shared/text.ts'
import type { Rules } from '../model/rules.ts'
import { NumberOption } from './number-option.tsx'
import { RecordFields } from './record-fields.tsx'
import { RuleHead } from './rule-head.tsx'
import type { RuleRemoval } from './rule-removal.ts'
import { StepList } from './step-list.tsx'
import { asItIs, TextOption } from './text-option.tsx'

interface SequenceRowProps {
  readonly sequence: Sequence
  readonly messages: readonly SavedMessage[]
  readonly kind: Kind
  readonly rules: Rules
  readonly removal: RuleRemoval
}

/** A sequence: its run and, when it is unfolded, all that can be changed of it. */
export function SequenceRow({ sequence, messages, kind, rules, removal }: SequenceRowProps) {
  const isOpen = useSignal(sequence.name === '' && sequence.steps.length === 0)
  const title = sequence.name || t('unnamedSequence')
  const progress = rules.runs.value.get(sequence.id)
  const changeSequence = rules.sequence(sequence.id)
  const change = parts(changeSequence)
  return (
    <li class="rule">
      <RuleHead
        title={title}
        summary={counted('stepCount', sequence.steps.length)}
        isOpen={isOpen}
        onRemove={() => removal.sequence(sequence.id, title)}
      >
        <RunButton rules={rules} sequenceId={sequence.id} title={title} progress={progress} />
      </RuleHead>
      <Progress progress={progress} title={title} />
      {isOpen.value && (
        <div class="option-details" role="group" aria-label={title}>
          <TextOption label="ruleName" {...asItIs} value={sequence.name} onChange={(name) => change({ name })} />
          <StepList
            steps={sequence.steps}
            {...{ messages, kind }}
            onChange={member(changeSequence, 'steps')}
            onRemove={(index) => removal.step(sequence, index)}
          />
          <RecordFields
            rules={rules}
            onRecorded={(steps) => {
              removal.steps(sequence, title)
              change({ steps })
            }}
          />
          <NumberOption
            label="sequenceTimes"
            help="sequenceTimesExplained"
            {...{ value: sequence.times, least: 0, most: 1_000_000, whole: true }}
            onChange={(times) => change({ times })}
          />
          <NumberOption
            label="sequenceEvery"
            help="sequenceEveryExplained"
            unit="seconds"
            {...{ value: sequence.every, scale: 1000, least: 0, most: 86_400 }}
            onChange={(every) => change({ every })}
          />
          <NumberOption
            label="sequenceRate"
            help="sequenceRateExplained"
            unit="messagesPerSecond"
            {...{ value: sequence.rate, least: 0, most: 100_000 }}
            onChange={(rate) => change({ rate })}
          />
        </div>
      )}
    </li>
  )
}

function RunButton({
  rules,
  sequenceId,
  title,
  progress,
}: {
  rules: Rules
  sequenceId: string
  title: string
  progress: SequenceProgress | undefined
}) {
  if (progress?.state === 'running') {
    return (
      <button type="button" aria-label={t('stopSequence', title)} onClick={() => void rules.stop(sequenceId)}>
        {t('stop')}
      </button>
    )
  }
  const canRun = rules.canRun.value
  return (
    <button
      type="button"
      aria-label={t('runSequence', title)}
      title={canRun ? undefined : t('runNeedsConnection')}
      // Who stopped it, or saw the connection close, is still there: what comes next is to delete it.
      aria-disabled={!canRun}
      onClick={canRun ? () => void rules.start(sequenceId) : undefined}
    >
      {t('run')}
    </button>
  )
}

function Progress({ progress, title }: { progress: SequenceProgress | undefined; title: string }) {
  return (
    <p
      class="rule-progress"
      role="status"
      // Not with each message: who listens hears that it began, and how it ended.
      aria-live={progress?.state === 'running' && progress.sent + progress.unsent > 0 ? 'off' : 'polite'}
      aria-label={t('progressOf', title)}
      data-state={progress?.state}
    >
      {progress && progressText(progress)}
    </p>
  )
}

function progressText({ state, run, times, step, steps, sent, unsent, fault }: SequenceProgress): string {
  const counts = unsent > 0 ? t('sentAndUnsent', sent, unsent) : t('sentCount', sent)
  if (state === 'running') {
    const place = times === 0 ? t('runEndless', run, step, steps) : t('runOf', run, times, step, steps)
    return `${place} · ${counts}`
  }
  const ended = { done: t('runDone'), stopped: t('runStopped'), failed: t('runFailed') }[state]
  return [ended, counts, fault && said(fault)].filter(Boolean).join(' · ')
}
