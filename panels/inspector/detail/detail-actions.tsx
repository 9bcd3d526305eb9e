import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { LogEntry, MessageContent } from '../../../src/core/log-entry.ts'
import { type CopyForm, placeholder } from '../../../src/formats/copy-as.ts'
import { copyMessageAs, messageForms } from '../../../src/formats/copy-message.ts'
import { copyText } from '../../shared/clipboard.ts'
import { IconButton } from '../../shared/controls.tsx'
import type { DocumentHandle } from '../../shared/document/document-handle.ts'
import { hexDump } from '../../shared/hex-dump.ts'
import { Menu, type MenuItem, type MenuPlace } from '../../shared/menu.tsx'
import { PolicyReason } from '../../shared/policy-reason.tsx'
import { t } from '../../shared/text.ts'
import { toldValue } from '../../shared/variables.ts'
import { copyFormNames } from '../files/copy-form-names.ts'
import { showComposer, showMessageTab } from '../keyboard/panel-keys.ts'
import type { ShownView } from '../model/chosen-views.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { CopyButton } from './copy-button.tsx'
import { bytesOf } from './detail-views.ts'
import { entryText } from './entry-text.ts'

interface DetailActionsProps {
  readonly model: InspectorModel
  readonly entry: LogEntry
  readonly view: ShownView
  readonly document: DocumentHandle
  readonly onClose: () => void
}

/** What can be done with an entry. */
export function DetailActions({ model, entry, view, document, onClose }: DetailActionsProps) {
  return (
    <span class="detail-actions">
      {entry.type === 'message' && <MessageActions model={model} message={entry} />}
      <CopyButton icon="copy" label={t('copy')} text={() => shownText(entry, view, document)} />
      {entry.type === 'message' && <CopyAs model={model} message={entry} />}
      <IconButton icon="close" label={t('closeDetail')} onClick={onClose} />
    </span>
  )
}

function MessageActions({ model, message }: { model: InspectorModel; message: MessageContent }) {
  const edit = () => {
    model.resending.edit(message)
    showComposer()
  }
  const save = () => {
    model.layout.saved.value = 'open'
    showMessageTab()
    void model.resending.save(message)
  }
  return (
    <>
      <IconButton icon="edit" label={t('editAndResend')} onClick={edit} />
      <IconButton icon="bookmarks" label={t('saveAsSavedMessage')} onClick={save} />
    </>
  )
}

function CopyAs({ model, message }: { model: InspectorModel; message: MessageContent }) {
  const place = useSignal<MenuPlace | undefined>(undefined)
  const copied = useSignal<'yes' | 'no' | 'refused' | undefined>(undefined)
  const refusal = model.mirror.policy.value.exportRefusal
  const button = useRef<HTMLSpanElement>(null)
  const copy = async (form: CopyForm) => {
    if (model.mirror.policy.peek().exportRefusal) return
    const profile = model.form.profile.peek()
    const settings = profile && (await model.readHandshake(profile.id))
    const told = toldValue(model.environment.known.peek(), placeholder)
    const text = profile && settings?.ok ? copyMessageAs(form, profile, settings.value, message.data, told) : undefined
    copied.value = text !== undefined && (await copyText(text)) ? 'yes' : 'no'
  }
  const items = messageForms.map(
    (form): MenuItem => ({ label: t('copyAsNamed', copyFormNames()[form]), onPick: () => void copy(form) }),
  )
  return (
    <span ref={button}>
      <span role="status" aria-label={t('copyAs')} class="faint">
        {copied.value === 'refused' && refusal && <PolicyReason refusal={refusal} />}
        {(copied.value === 'yes' || copied.value === 'no') && t(copied.value === 'yes' ? 'copied' : 'notCopied')}
      </span>
      <IconButton
        icon="more"
        label={t('copyAs')}
        aria-haspopup="menu"
        aria-expanded={place.value !== undefined}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect()
          if (refusal) copied.value = 'refused'
          else place.value = { x: left, y: bottom }
        }}
      />
      {place.value && (
        <Menu
          label={t('copyAs')}
          items={items}
          place={place.value}
          onClose={() => {
            place.value = undefined
          }}
        />
      )}
    </span>
  )
}

/** What is copied of an entry: what is seen of it, whole. */
function shownText(entry: LogEntry, view: ShownView, document: DocumentHandle): string | Promise<string> {
  if (view === 'pretty') return document.ask('pretty')
  if (entry.type !== 'message') return entryText(entry)
  if (view === 'hex') return hexDump(bytesOf(entry))
  const isText = view === 'raw' || view === 'tree'
  if (!isText || typeof entry.data === 'string') return entryText(entry)
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(entry.data)
}
