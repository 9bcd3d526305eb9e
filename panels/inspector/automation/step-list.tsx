import { useMemo } from 'preact/hooks'
import type { Match } from '../../../src/core/match.ts'
import type { Kind } from '../../../src/core/profile.ts'
import type { SavedMessage } from '../../../src/core/script.ts'
import type { Step } from '../../../src/core/sequence.ts'
import { type Change, partsOf, row } from '../../shared/change.ts'
import { Choice, IconButton } from '../../shared/controls.tsx'
import { counted } from '../../shared/counted.ts'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'
import { createTyped, type Typed } from '../../shared/typed.ts'
import { SavedChoice } from './action-fields.tsx'
import { MatchFields } from './match-fields.tsx'
import { NumberOption } from './number-option.tsx'
import { asItIs, TextOption } from './text-option.tsx'

interface StepListProps {
  readonly steps: readonly Step[]
  readonly messages: readonly SavedMessage[]
  readonly kind: Kind
  readonly onChange: Change<readonly Step[]>
  readonly onRemove: (index: number) => void
}

/** A recording can have thousands of steps, which nobody edits one by one. */
const mostShown = 50

/** The steps of a sequence in their order. */
export function StepList({ steps, messages, kind, onChange, onRemove }: StepListProps) {
  const typed = useMemo(() => createTyped<Step>(), [])
  return (
    <div class="sequence-steps">
      <ol>
        {steps.slice(0, mostShown).map((step, index) => (
          <li key={`${steps.length}-${index}-${step.type}`} class="step" aria-label={t('stepNumber', index + 1)}>
            <div class="step-fields">
              <StepFields
                step={step}
                number={index + 1}
                {...{ messages, kind, typed }}
                onChange={row(onChange, index)}
              />
            </div>
            {index > 0 && (
              <IconButton
                icon="sent"
                label={t('moveStepUp', index + 1)}
                onClick={() => {
                  typed.forget()
                  onChange((all) => movedUp(all, index))
                }}
              />
            )}
            <IconButton
              icon="trash"
              label={t('removeStep', index + 1)}
              onClick={() => {
                typed.forget()
                onRemove(index)
              }}
            />
          </li>
        ))}
      </ol>
      {steps.length > mostShown && <p class="faint">{counted('moreSteps', steps.length - mostShown)}</p>}
      <button type="button" onClick={() => onChange((all) => [...all, newStep(messages, kind)])}>
        <Icon name="add" />
        {t('addStep')}
      </button>
    </div>
  )
}

interface StepFieldsProps {
  readonly step: Step
  readonly number: number
  readonly messages: readonly SavedMessage[]
  readonly kind: Kind
  readonly typed: Typed<Step>
  readonly onChange: Change<Step>
}

function StepFields({ step, number, messages, kind, typed, onChange }: StepFieldsProps) {
  return (
    <>
      <Choice
        label={t('stepType', number)}
        value={step.type}
        options={[
          ['saved', t('stepSaved')],
          ['text', t('stepText')],
          ['delay', t('stepDelay')],
          ['wait', t('stepWait')],
        ]}
        onChoose={(type) => onChange(typed.as(type, (one) => emptyStep(one, messages, kind), number))}
      />
      {step.type === 'saved' && (
        <SavedChoice
          label={t('stepMessage')}
          messageId={step.messageId}
          messages={messages}
          onChoose={(messageId) => partsOf(onChange, 'saved')({ messageId })}
        />
      )}
      {step.type === 'text' && (
        <TextOption
          label="stepTyped"
          hasLines
          {...asItIs}
          value={step.text}
          onChange={(text) => partsOf(onChange, 'text')({ text })}
        />
      )}
      {step.type === 'wait' && <MatchFields match={step.match} onChange={matchOf(onChange)} />}
      {(step.type === 'delay' || step.type === 'wait') && (
        <NumberOption
          label={step.type === 'delay' ? 'stepTime' : 'stepTimeout'}
          unit="seconds"
          {...{ value: step.time, scale: 1000, least: 0, most: 86_400 }}
          onChange={(time) => partsOf(onChange, step.type)({ time })}
        />
      )}
    </>
  )
}

function movedUp(steps: readonly Step[], index: number): readonly Step[] {
  return steps.toSpliced(index - 1, 2, ...steps.slice(index - 1, index + 1).reverse())
}

/** What is waited for. */
function matchOf(change: Change<Step>): Change<Match> {
  return (next) => change((step) => (step.type === 'wait' ? { ...step, match: next(step.match) } : step))
}

function newStep(messages: readonly SavedMessage[], kind: Kind): Step {
  return emptyStep(messages.length > 0 ? 'saved' : 'text', messages, kind)
}

function emptyStep(type: Step['type'], messages: readonly SavedMessage[], kind: Kind): Step {
  switch (type) {
    case 'saved':
      return { type, messageId: messages[0]?.id ?? '' }
    case 'text':
      return { type, text: '', sendAs: kind === 'json' ? 'json-value' : 'text' }
    case 'delay':
      return { type, time: 1000 }
    case 'wait':
      return { type, match: { type: 'any' }, time: 10_000 }
  }
}
