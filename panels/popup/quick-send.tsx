import type { TargetedKeyboardEvent } from 'preact'
import { useId } from 'preact/hooks'
import { type SendAs, sendAsOf } from '../../src/core/profile.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'
import { RefusalAlert } from '../shared/alert.tsx'
import { Choice } from '../shared/controls.tsx'
import { clockTime } from '../shared/format.ts'
import { Icon } from '../shared/icons.tsx'
import { rowText } from '../shared/row-text.ts'
import { savedTitle } from '../shared/saved-messages.ts'
import { sendAsNames } from '../shared/send-as-names.ts'
import { seen } from '../shared/special.ts'
import { type TextKey, t } from '../shared/text.ts'
import type { Pinned, PopupModel } from './popup-model.ts'

interface QuickSendProps {
  readonly model: PopupModel
  readonly item: Pinned
}

/** What stands in an empty field. */
const examples: Readonly<Record<SendAs, TextKey>> = {
  'json-object': 'messageExampleJson',
  'json-value': 'messageExampleJson',
  text: 'messageExampleText',
  binary: 'messageExampleHex',
}

/** A message to a pinned connection, written or saved, and what came back. */
export function QuickSend({ model, item }: QuickSendProps) {
  const id = useId()
  const kind = item.profile?.kind ?? 'text'
  const ways = sendAsOf(kind)
  const refusal = model.refusalOf(item.connection.id, 'message')
  const send = () => void model.send(item)
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form
      class="quick-send"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        class="mono"
        rows={2}
        aria-label={t('message')}
        aria-describedby={id}
        placeholder={t(examples[model.sendAs.value])}
        autocomplete="off"
        spellcheck={false}
        value={model.text.value}
        onInput={(event) => model.write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="quick-send-bar">
        {ways.length > 1 && (
          <Choice
            label={t('sendAs')}
            value={model.sendAs.value}
            options={ways.map((way) => [way, t(sendAsNames[way])] as const)}
            onChoose={model.chooseSendAs}
          />
        )}
        <small id={id}>{t('popupKeys')}</small>
        <button type="submit">
          <Icon name="send" />
          {t('send')}
        </button>
      </div>
      <SavedMessages model={model} item={item} />
      {/* Below all that sends: who presses twice presses the same twice. */}
      {refusal && <RefusalAlert refusal={refusal} />}
      <Answers rows={model.answers.rows.value} />
    </form>
  )
}

/** Each is sent by one click. */
function SavedMessages({ model, item }: QuickSendProps) {
  const saved = model.saved.value
  if (saved.length === 0) return null
  return (
    <div class="saved-messages" role="group" aria-label={t('savedMessagesOfProfile')}>
      {saved.map((message) => (
        <button
          key={message.id}
          type="button"
          aria-label={t('sendSaved', savedTitle(message))}
          title={message.text.slice(0, 500)}
          onClick={() => void model.sendSaved(item, message)}
        >
          <span>{savedTitle(message)}</span>
        </button>
      ))}
    </div>
  )
}

function Answers({ rows }: { rows: readonly RowSummary[] }) {
  const [last, ...earlier] = rows
  return (
    <div class="last-answer">
      <span class="last-answer-label">
        {t('lastAnswer')}
        {last && <time class="faint">{clockTime(last.at)}</time>}
      </span>
      <output
        class="mono"
        // One after the other is read out, a flood of them is not.
        aria-live={last && earlier[0] && last.at - earlier[0].at < 1000 ? 'off' : 'polite'}
        aria-label={t('lastAnswer')}
      >
        {last && seen(rowText(last))}
      </output>
      {earlier.length > 0 && (
        <ol class="earlier-answers" aria-label={t('earlierAnswers')}>
          {earlier.map((row) => (
            <li key={row.seq} class="mono">
              <time class="faint">{clockTime(row.at)}</time>
              <span>{seen(rowText(row))}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
