import { useSignal } from '@preact/signals'
import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { LogEntry } from '../../../src/core/log-entry.ts'
import { payloadBytes } from '../../../src/core/payload.ts'
import type { DocumentHandle } from '../../shared/document/document-handle.ts'
import { looksLikeJson } from '../../shared/document/message-document.ts'
import { openDocument } from '../../shared/document/open-document.ts'
import { byteSize } from '../../shared/format.ts'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { type TextKey, t } from '../../shared/text.ts'
import { focusRows } from '../messages/focus-rows.ts'
import type { ShownView } from '../model/chosen-views.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { DetailActions } from './detail-actions.tsx'
import { DetailBody } from './detail-body.tsx'
import { contentOf, type DetailContent, viewOf, viewsOf } from './detail-views.ts'
import { clockTimeOfDay } from './entry-time.ts'

interface MessageDetailProps {
  readonly model: InspectorModel
  readonly entry: LogEntry
}

/** The entry that is looked at. */
export function MessageDetail({ model, entry }: MessageDetailProps) {
  const section = useRef<HTMLElement>(null)
  // Keys that go to another entry do so from here, too: it takes the keyboard over from the one before.
  const hadFocus = section.current?.contains(document.activeElement)
  useLayoutEffect(() => {
    if (hadFocus) section.current?.querySelector<HTMLElement>('.detail-body[tabindex], [role="tree"]')?.focus()
  }, [entry.seq])
  const close = () => {
    model.log.closeDetail()
    focusRows()
  }
  return (
    <section
      ref={section}
      class="detail"
      aria-label={t('messageDetail')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <EntryDetail key={entry.seq} model={model} entry={entry} onClose={close} />
    </section>
  )
}

interface EntryDetailProps extends MessageDetailProps {
  readonly onClose: () => void
}

/** One entry of the log, whole, in the views that are of use for it. */
function EntryDetail({ model, entry, onClose }: EntryDetailProps) {
  const id = useId()
  const content = useMemo(() => contentOf(entry), [entry])
  const document = useMemo(() => openDocument(content.text ?? '', model.startDocumentWorker), [content, model])
  useEffect(() => document.close, [document])
  const views = viewsOf(content, useIsJson(content, document))
  const { detailViews } = model.layout
  const { comparing } = model.logTools.span
  const isCompared = comparing.value && views.includes('compare')
  const view = isCompared ? 'compare' : viewOf(detailViews.value, content.kind, views)
  const choose = (chosen: ShownView) => {
    comparing.value = chosen === 'compare'
    if (chosen !== 'compare') detailViews.value = { ...detailViews.peek(), [content.kind]: chosen }
  }
  return (
    <>
      <header class="detail-header">
        <DetailTitle entry={entry} />
        <DetailActions model={model} entry={entry} view={view} document={document} onClose={onClose} />
        <ViewTabs id={id} entry={entry} views={views} view={view} onChoose={choose} />
      </header>
      {entry.misfit && <Misfits reasons={entry.misfit} />}
      <div
        class={`detail-body ${view}`}
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${view}`}
        // Trees have the keyboard themselves.
        {...(view === 'tree' ? {} : { tabIndex: 0 })}
      >
        <DetailBody key={view} model={model} entry={entry} content={content} view={view} document={document} />
      </div>
    </>
  )
}

/** Whether it has the views of JSON: taken for granted of what begins so, until it is known. */
function useIsJson({ text }: DetailContent, document: DocumentHandle): boolean {
  const begins = text !== undefined && looksLikeJson(text)
  const isJson = useSignal(begins)
  useEffect(() => {
    if (!begins) return
    void document.ask('isJson').then((is) => {
      isJson.value = is
    })
  }, [begins, document, isJson])
  return isJson.value
}

function DetailTitle({ entry }: { entry: LogEntry }) {
  const size = useMemo(() => (entry.type === 'message' ? payloadBytes(entry.data) : 0), [entry])
  const facts =
    entry.type === 'message'
      ? [t(entry.direction === 'sent' ? 'directionSent' : 'directionReceived'), byteSize(size)]
      : [t(`type_${entry.type}`)]
  return (
    <span class="detail-title">
      <Icon name={entry.type === 'message' ? entry.direction : entry.type} />
      <strong>{facts[0]}</strong>
      <span>{clockTimeOfDay(entry.at, Date.now())}</span>
      {facts[1] && <span>{facts[1]}</span>}
      <span class="faint">{t('entryNumber', entry.seq)}</span>
      {entry.type === 'message' && entry.notJson && <span class="badge">{t('notJson')}</span>}
    </span>
  )
}

/** Where and why a message does not fit the schema of its profile. */
function Misfits({ reasons }: { reasons: readonly string[] }) {
  return (
    <ul class="misfits" aria-label={t('misfitReasons')}>
      {reasons.map((reason) => (
        <li key={reason}>
          <Icon name="warning" />
          {said(reason)}
        </li>
      ))}
    </ul>
  )
}

interface ViewTabsProps {
  readonly id: string
  readonly entry: LogEntry
  readonly views: readonly ShownView[]
  readonly view: ShownView
  readonly onChoose: (view: ShownView) => void
}

function ViewTabs({ id, entry, views, view, onChoose }: ViewTabsProps) {
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const at = views.indexOf(view)
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    const next = target === undefined ? undefined : views.at(target % views.length)
    if (next === undefined) return
    event.preventDefault()
    onChoose(next)
    const tab = event.currentTarget.children[views.indexOf(next)]
    if (tab instanceof HTMLElement) tab.focus()
  }
  return (
    <div class="detail-tabs" role="tablist" aria-label={t('view')} onKeyDown={onKeyDown}>
      {views.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${id}-${name}`}
          aria-selected={name === view}
          aria-controls={`${id}-panel`}
          tabIndex={name === view ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {t(nameOf(name, entry))}
        </button>
      ))}
    </div>
  )
}

const names = {
  pretty: 'pretty',
  tree: 'tree',
  image: 'image',
  raw: 'raw',
  hex: 'hex',
  compare: 'compare',
  facts: 'content',
} as const satisfies Record<ShownView, TextKey>

/** The text of bytes is no raw form of them. */
function nameOf(view: ShownView, entry: LogEntry): TextKey {
  return view === 'raw' && entry.type === 'message' && typeof entry.data !== 'string' ? 'asText' : names[view]
}
