import type { TargetedKeyboardEvent } from 'preact'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { exampleOf } from './example.ts'

interface EditorProps {
  readonly model: InspectorModel
  /** The element that says what is wrong with the message. */
  readonly describedBy: string
}

export function Editor({ model: { composer }, describedBy }: EditorProps) {
  const { text, sendAs, encoding } = composer.draft.current.value
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void composer.send()
    else if (!recalls(event, text) || !composer.recall(event.key === 'ArrowUp' ? 'older' : 'newer')) return
    event.preventDefault()
  }
  return (
    <textarea
      class="composer-text"
      aria-label={t('message')}
      aria-invalid={composer.isFaulty.value}
      aria-describedby={describedBy}
      placeholder={exampleOf(sendAs, encoding)}
      spellcheck={false}
      value={text}
      onInput={(event) => composer.write(event.currentTarget.value)}
      onBlur={() => void composer.draft.flush()}
      onKeyDown={onKeyDown}
    />
  )
}

/** Whether a key asks for a message sent before: an arrow in an empty text, or with Alt in any. */
function recalls({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent, text: string): boolean {
  if ((key !== 'ArrowUp' && key !== 'ArrowDown') || ctrlKey || metaKey || shiftKey) return false
  return altKey || text === ''
}
