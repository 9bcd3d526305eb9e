import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { LogEntry, MessageContent } from '../../../src/core/log-entry.ts'
import { messageOf } from '../../../src/core/message-of.ts'
import { RefusalAlert } from '../../shared/alert.tsx'
import type { DocumentHandle } from '../../shared/document/document-handle.ts'
import { t } from '../../shared/text.ts'
import type { ShownView } from '../model/chosen-views.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { CompareContent } from './compare-content.tsx'
import { HexContent, JsonContent, TextContent } from './content-text.tsx'
import { bytesOf, type DetailContent } from './detail-views.ts'
import { EntryFacts } from './entry-facts.tsx'
import { ImageContent } from './image-content.tsx'
import { JsonTree } from './json-tree.tsx'

interface DetailBodyProps {
  readonly model: InspectorModel
  readonly entry: LogEntry
  readonly content: DetailContent
  readonly view: ShownView
  readonly document: DocumentHandle
}

export function DetailBody({ model, entry, content, view, document }: DetailBodyProps) {
  switch (view) {
    case 'pretty':
      return <Pretty document={document} />
    case 'tree':
      return <JsonTree document={document} />
    case 'image':
      return content.image && content.bytes ? <ImageContent bytes={content.bytes} type={content.image} /> : null
    case 'raw':
      return <TextContent text={content.text ?? ''} />
    case 'hex':
      return entry.type === 'message' ? <Hex message={entry} /> : null
    case 'compare':
      return <CompareContent model={model} entry={entry} />
    case 'facts':
      return <EntryFacts entry={entry} />
  }
}

function Hex({ message }: { message: MessageContent }) {
  // A text has to be encoded, and the pane is drawn anew while it is made wider.
  const bytes = useMemo(() => bytesOf(message), [message])
  return <HexContent bytes={bytes} />
}

/** What is long is laid out elsewhere, which takes a moment: no longer than it is waited for. */
function Pretty({ document }: { document: DocumentHandle }) {
  const pretty = useSignal<string | undefined>(undefined)
  const fault = useSignal<string | undefined>(undefined)
  useEffect(() => {
    document.ask('prettyForView').then(
      (json) => {
        pretty.value = json
      },
      (error: unknown) => {
        fault.value = messageOf(error)
      },
    )
    return () => {
      if (pretty.peek() === undefined) void document.ask('leaveView')
    }
  }, [document, pretty, fault])
  if (fault.value !== undefined) {
    return <RefusalAlert refusal={{ code: 'failed', message: t('notLaidOut', fault.value) }} />
  }
  return pretty.value === undefined ? (
    <p class="faint detail-note">{t('layingOut')}</p>
  ) : (
    <JsonContent json={pretty.value} />
  )
}
