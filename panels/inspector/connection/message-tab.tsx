import type { TargetedKeyboardEvent } from 'preact'
import { useId } from 'preact/hooks'
import { type SendAs, sendAsOf } from '../../../src/core/profile.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { Choice } from '../../shared/controls.tsx'
import { byteSize } from '../../shared/format.ts'
import { Icon } from '../../shared/icons.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

const sendAsNames: Readonly<Record<SendAs, TextKey>> = {
  'json-object': 'sendAsJsonObject',
  'json-value': 'sendAsJsonValue',
  text: 'sendAsText',
  binary: 'sendAsBinary',
}

/** Where a message is written and sent. It stays after it was sent, to be sent again. */
export function MessageTab({ model: { composer, form } }: { model: InspectorModel }) {
  const id = useId()
  const { draft } = composer
  const refusal = composer.refusal.value
  const fault = composer.fault.value
  const isAboutText = refusal?.field === 'message'
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    event.preventDefault()
    void composer.send()
  }
  return (
    <div class="composer">
      <textarea
        class="composer-text"
        aria-label={t('message')}
        aria-invalid={isAboutText || fault !== undefined}
        aria-describedby={id}
        placeholder={t(draft.sendAs.value === 'text' ? 'messageExampleText' : 'messageExampleJson')}
        spellcheck={false}
        value={draft.text.value}
        onInput={(event) => composer.write(event.currentTarget.value)}
        onBlur={() => void draft.flush()}
        onKeyDown={onKeyDown}
      />
      <div id={id} class="composer-notes">
        {refusal && <RefusalAlert refusal={refusal} />}
        {!refusal && fault && <p class="composer-fault">{fault}</p>}
      </div>
      <div class="composer-bar">
        <Choice
          label={t('sendAs')}
          value={draft.sendAs.value}
          options={sendAsOf(form.profile.value?.kind ?? 'json').map((way) => [way, t(sendAsNames[way])] as const)}
          onChoose={composer.chooseSendAs}
        />
        <span class="composer-size">{byteSize(composer.size.value)}</span>
        <button type="button" class="primary" title={t('sendShortcut')} onClick={() => void composer.send()}>
          <Icon name="send" />
          {t('send')}
        </button>
      </div>
    </div>
  )
}
