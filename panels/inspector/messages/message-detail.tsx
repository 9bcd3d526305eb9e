import { type Signal, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { isJson } from '../../../src/core/json.ts'
import type { LogEntry, MessageContent } from '../../../src/core/log-entry.ts'
import { copyText } from '../../shared/clipboard.ts'
import { IconButton } from '../../shared/controls.tsx'
import { byteSize, clockTime } from '../../shared/format.ts'
import { hexDump } from '../../shared/hex-dump.ts'
import { Icon } from '../../shared/icons.tsx'
import { prettyJson } from '../../shared/json-layout.ts'
import { t } from '../../shared/text.ts'
import { EntryFacts } from './entry-facts.tsx'
import { BytesBody, JsonBody, TextBody } from './message-body.tsx'

interface MessageDetailProps {
  readonly entry: LogEntry
  readonly view: Signal<'pretty' | 'raw'>
  readonly onClose: () => void
}

/** One entry of the log, whole. */
export function MessageDetail({ entry, view, onClose }: MessageDetailProps) {
  const text = entry.type === 'message' && typeof entry.data === 'string' ? entry.data : undefined
  const isLaidOut = useMemo(() => text !== undefined && /^\s*[[{]/.test(text) && isJson(text), [text])
  const body = isLaidOut && view.value === 'pretty' ? 'pretty' : 'raw'
  return (
    <section
      class="detail"
      aria-label={t('messageDetail')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header class="detail-header">
        <DetailTitle entry={entry} />
        {isLaidOut && <ViewToggle view={view} />}
        {entry.type === 'message' && <CopyButton text={() => copyable(entry, body)} />}
        <IconButton icon="close" label={t('closeDetail')} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it. */}
      <div class="detail-body" tabIndex={0} role="group" aria-label={t('content')}>
        {entry.type === 'message' ? <Body entry={entry} body={body} /> : <EntryFacts entry={entry} />}
      </div>
    </section>
  )
}

function DetailTitle({ entry }: { entry: LogEntry }) {
  const facts =
    entry.type === 'message'
      ? [t(entry.direction === 'sent' ? 'directionSent' : 'directionReceived'), byteSize(bytesIn(entry.data))]
      : [t(`type_${entry.type}`)]
  return (
    <span class="detail-title">
      <Icon name={entry.type === 'message' ? entry.direction : entry.type} />
      <strong>{facts[0]}</strong>
      <span>{clockTime(entry.at)}</span>
      {facts[1] && <span>{facts[1]}</span>}
      <span class="faint">{t('entryNumber', entry.seq)}</span>
      {entry.type === 'message' && entry.notJson && <span class="badge">{t('notJson')}</span>}
    </span>
  )
}

function ViewToggle({ view }: { view: Signal<'pretty' | 'raw'> }) {
  return (
    <span class="segments" role="group" aria-label={t('view')}>
      {(['pretty', 'raw'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={view.value === name}
          onClick={() => {
            view.value = name
          }}
        >
          {t(name)}
        </button>
      ))}
    </span>
  )
}

function CopyButton({ text }: { text: () => string }) {
  const copied = useSignal<'yes' | 'no' | undefined>()
  const copy = async () => {
    copied.value = (await copyText(text())) ? 'yes' : 'no'
  }
  return (
    <>
      <span role="status" aria-label={t('copy')} class="faint">
        {copied.value && t(copied.value === 'yes' ? 'copied' : 'notCopied')}
      </span>
      <IconButton icon={copied.value === 'yes' ? 'done' : 'copy'} label={t('copy')} onClick={() => void copy()} />
    </>
  )
}

function Body({ entry, body }: { entry: MessageContent; body: 'pretty' | 'raw' }) {
  if (typeof entry.data !== 'string') return <BytesBody bytes={entry.data} />
  return body === 'pretty' ? <JsonBody json={entry.data} /> : <TextBody text={entry.data} />
}

function copyable({ data }: MessageContent, body: 'pretty' | 'raw'): string {
  if (typeof data !== 'string') return hexDump(data)
  return body === 'pretty' ? prettyJson(data) : data
}

function bytesIn(data: string | Uint8Array): number {
  return typeof data === 'string' ? new TextEncoder().encode(data).length : data.length
}
