import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo } from 'preact/hooks'
import { messageOf } from '../../../src/core/message-of.ts'
import type { SavedMessage } from '../../../src/core/script.ts'
import type { TriggerAction } from '../../../src/core/trigger.ts'
import { isVariableName } from '../../../src/core/variables.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { type Change, partsOf } from '../../shared/change.ts'
import { Choice } from '../../shared/controls.tsx'
import { savedTitle } from '../../shared/saved-messages.ts'
import { t } from '../../shared/text.ts'
import { createTyped } from '../../shared/typed.ts'
import type { BrowserSide } from '../model/browser-side.ts'
import { asItIs, TextOption } from './text-option.tsx'

interface ActionFieldsProps {
  readonly action: TriggerAction
  readonly messages: readonly SavedMessage[]
  readonly side: BrowserSide
  readonly onChange: Change<TriggerAction>
}

/** What a trigger does. */
export function ActionFields({ action, messages, side, onChange }: ActionFieldsProps) {
  const typed = useMemo(() => createTyped<TriggerAction>(), [])
  return (
    <>
      <div class="option">
        <span aria-hidden="true">{t('triggerAction')}</span>
        <Choice
          label={t('triggerAction')}
          value={action.type}
          options={[
            ['notify', t('actionNotify')],
            ['answer', t('actionAnswer')],
            ['highlight', t('actionHighlight')],
            ['pause', t('actionPause')],
            ['set-variable', t('actionSetVariable')],
          ]}
          onChoose={(type) => onChange(typed.as(type, (one) => emptyAction(one, messages)))}
        />
      </div>
      {action.type === 'notify' && (
        <>
          <TextOption
            key="notify"
            label="notifyText"
            hasLines
            help="matchVariablesExplained"
            {...asItIs}
            value={action.text}
            onChange={(text) => partsOf(onChange, 'notify')({ text })}
          />
          <AllowNotifications side={side} />
        </>
      )}
      {action.type === 'answer' && (
        <SavedChoice
          label={t('answerMessage')}
          help={t('answerMessageExplained')}
          messageId={action.messageId}
          messages={messages}
          onChoose={(messageId) => partsOf(onChange, 'answer')({ messageId })}
        />
      )}
      {action.type === 'set-variable' && (
        <>
          <TextOption
            key="variable"
            label="variableName"
            help="setVariableExplained"
            invalid="variableNameFault"
            {...asName}
            value={action.name}
            onChange={(name) => partsOf(onChange, 'set-variable')({ name })}
          />
          <TextOption
            key="value"
            label="variableValue"
            hasLines
            help="matchVariablesExplained"
            {...asItIs}
            value={action.value}
            onChange={(value) => partsOf(onChange, 'set-variable')({ value })}
          />
        </>
      )}
    </>
  )
}

/** None yet, or one that something can refer to. */
const asName = {
  write: (name: string) => name,
  read(text: string) {
    const name = text.trim()
    return name === '' || isVariableName(name) ? name : undefined
  },
}

interface SavedChoiceProps {
  readonly label: string
  readonly help?: string
  readonly messageId: string
  readonly messages: readonly SavedMessage[]
  readonly onChoose: (messageId: string) => void
}

/** One of the saved messages. */
export function SavedChoice({ label, help, messageId, messages, onChoose }: SavedChoiceProps) {
  const isKnown = messages.some(({ id }) => id === messageId)
  return (
    <div class="option">
      <span aria-hidden="true">{label}</span>
      <Choice
        label={label}
        value={isKnown ? messageId : ''}
        options={[
          ...(isKnown ? [] : [['', t(messages.length === 0 ? 'noSavedMessages' : 'chooseMessage')] as const]),
          ...messages.map((message) => [message.id, savedTitle(message)] as const),
        ]}
        onChoose={onChoose}
      />
      {help !== undefined && <small>{help}</small>}
    </div>
  )
}

/** Asks for notifications from a click, where they are needed and not allowed yet. */
function AllowNotifications({ side }: { side: BrowserSide }) {
  const isAllowed = useSignal<boolean | undefined>(undefined)
  const fault = useSignal<string | undefined>(undefined)
  const id = useId()
  useEffect(() => {
    const look = async () => {
      isAllowed.value = await side.mayNotify()
    }
    void look()
    const listening = side.onPermissions(() => void look())
    return () => void listening.then((stop) => stop())
  }, [side, isAllowed])
  if (isAllowed.value !== false) return null
  const ask = () => {
    fault.value = undefined
    // Asked before anything is waited for: browsers show the question only as the answer to a click.
    side.askToNotify().then(
      (allowed) => {
        isAllowed.value = allowed
      },
      (error: unknown) => {
        fault.value = t('accessNotAsked', messageOf(error))
      },
    )
  }
  return (
    <div class="option option-note">
      <button type="button" aria-describedby={id} onClick={ask}>
        {t('allowNotifications')}
      </button>
      <small id={id}>{t('allowNotificationsExplained')}</small>
      {fault.value !== undefined && <RefusalAlert refusal={{ code: 'failed', message: fault.value }} />}
    </div>
  )
}

function emptyAction(type: TriggerAction['type'], messages: readonly SavedMessage[]): TriggerAction {
  switch (type) {
    case 'notify':
      return { type, text: '{{match.1}}' }
    case 'answer':
      return { type, messageId: messages[0]?.id ?? '' }
    case 'set-variable':
      return { type, name: '', value: '{{match.2}}' }
    case 'highlight':
    case 'pause':
      return { type }
  }
}
