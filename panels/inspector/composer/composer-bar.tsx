import { sendAsOf } from '../../../src/core/profile.ts'
import { Choice, IconButton } from '../../shared/controls.tsx'
import { byteSize } from '../../shared/format.ts'
import { Icon } from '../../shared/icons.tsx'
import { savedTitle } from '../../shared/saved-messages.ts'
import { sendAsNames } from '../../shared/send-as-names.ts'
import { t } from '../../shared/text.ts'
import { MoreActions } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { isJsonWay } from '../model/outgoing.ts'

/** How the message is sent, and what can be done with it. */
export function ComposerBar({ model }: { model: InspectorModel }) {
  const { composer, form } = model
  const { sendAs } = composer.draft.current.value
  const size = composer.size.value
  return (
    <div class="composer-bar">
      <Choice
        label={t('sendAs')}
        value={sendAs}
        options={sendAsOf(form.profile.value?.kind ?? 'json').map((way) => [way, t(sendAsNames[way])] as const)}
        onChoose={composer.chooseSendAs}
      />
      {isJsonWay(sendAs) ? <JsonActions model={model} /> : <MoreActions model={model} />}
      <span class="composer-size">{size !== undefined && byteSize(size)}</span>
      <SavedActions model={model} />
      <button type="button" class="primary" title={t('sendShortcut')} onClick={() => void composer.send()}>
        <Icon name="send" />
        {t('send')}
      </button>
    </div>
  )
}

function JsonActions({ model: { composer } }: { model: InspectorModel }) {
  return (
    <>
      <IconButton icon="braces" label={t('formatJson')} onClick={() => composer.layOut('pretty')} />
      <IconButton icon="compress" label={t('minifyJson')} onClick={() => composer.layOut('minified')} />
    </>
  )
}

function SavedActions({ model: { saved, layout } }: { model: InspectorModel }) {
  const origin = saved.origin.value
  const isOpen = layout.saved.value === 'open'
  const save = async (as: 'origin' | 'new') => {
    // A new one is given its name in the list.
    if (as === 'new' || !origin) layout.saved.value = 'open'
    await saved.save(as)
  }
  return (
    <span class="composer-saved">
      <IconButton
        icon="bookmark"
        label={origin ? t('saveMessageAgain', savedTitle(origin)) : t('saveMessage')}
        onClick={() => void save('origin')}
      />
      {origin && <IconButton icon="add" label={t('saveMessageAsNew')} onClick={() => void save('new')} />}
      <button
        type="button"
        class="toggle"
        aria-pressed={isOpen}
        aria-label={t('savedMessages')}
        title={t('savedMessages')}
        data-count={saved.list.value.length || undefined}
        onClick={() => {
          layout.saved.value = isOpen ? 'closed' : 'open'
        }}
      >
        <Icon name="bookmarks" />
      </button>
    </span>
  )
}
