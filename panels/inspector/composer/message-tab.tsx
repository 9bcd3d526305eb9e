import type { TargetedKeyboardEvent } from 'preact'
import { useId } from 'preact/hooks'
import { misfitInWords } from '../../../src/core/misfit.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import { Icon } from '../../shared/icons.tsx'
import { openDialog } from '../../shared/open-dialog.ts'
import { said } from '../../shared/said.ts'
import { Splitter } from '../../shared/splitter.tsx'
import { t } from '../../shared/text.ts'
import { MessageVariables, SavedList, TextOffer } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { ComposerBar } from './composer-bar.tsx'
import { MessageField } from './message-field.tsx'

/** Where a message is written and sent. It stays after it was sent, to be sent again. */
export function MessageTab({ model }: { model: InspectorModel }) {
  const { composer, layout, saved } = model
  const id = useId()
  const refusal = composer.refusal.value ?? saved.refusal.value ?? composer.draft.refusal.value
  const unread = composer.draft.unread.value
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey) return
    if (event.key.toLowerCase() !== 's') return
    event.preventDefault()
    // In a dialog it is that which is meant.
    if (!openDialog()) void saved.save(event.shiftKey ? 'new' : 'origin')
  }
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer?.files ?? []
    if (!file) return
    event.preventDefault()
    void composer.takeFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts and files that are dropped; each has its button.
    <div
      class="composer"
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
      }}
      onDrop={drop}
    >
      <div class="composer-panes">
        <div class="composer-writing">
          <MessageField model={model} describedBy={id} />
          {composer.variables.value.length > 0 && <MessageVariables model={model} />}
          <div id={id} class="composer-notes">
            {unread && (
              <RefusalAlert refusal={{ ...unread, message: t('draftUnread', said(unread.message)) }}>
                <button type="button" class="allow-access" onClick={() => void composer.draft.read()}>
                  {t('tryAgain')}
                </button>
              </RefusalAlert>
            )}
            {refusal ? (
              <RefusalAlert refusal={refusal}>
                {refusal.code === 'invalid-json' && <TextOffer model={model} />}
              </RefusalAlert>
            ) : (
              <Fault model={model} />
            )}
          </div>
        </div>
        {layout.saved.value === 'open' && (
          <>
            <Splitter
              label={t('savedMessagesWidth')}
              size={layout.savedWidth}
              least={140}
              most={480}
              orientation="vertical"
              pane="nextElementSibling"
            />
            <div class="saved-place" style={{ flexBasis: `${layout.savedWidth.value}px` }}>
              <SavedList model={model} />
            </div>
          </>
        )}
      </div>
      <ComposerBar model={model} />
    </div>
  )
}

function Fault({ model: { composer } }: { model: InspectorModel }) {
  const words = composer.faultInWords.value
  if (words !== undefined) return <p class="composer-fault">{said(words)}</p>
  const [first, ...more] = composer.misfits.value
  if (!first) return null
  return (
    <p class="composer-misfit">
      <Icon name="warning" />
      {t('messageMisfit', said(misfitInWords(first)))} {more.length > 0 && t('moreMisfits', more.length)}
    </p>
  )
}
