import { type ImageType, imageTypeOf } from '../../../src/core/image-type.ts'
import type { LogEntry, MessageContent } from '../../../src/core/log-entry.ts'
import { looksLikeJson } from '../../shared/document/message-document.ts'
import { utf8Text } from '../../shared/document/utf8-text.ts'
import type { ChosenViews, ContentKind, ShownView } from '../model/chosen-views.ts'

/** An entry as it is looked at. */
export interface DetailContent {
  readonly kind: ContentKind
  /** A message's text, also of bytes that are UTF-8; of other entries the way they are exported. */
  readonly text: string | undefined
  /** Only of a binary message. */
  readonly bytes: Uint8Array | undefined
  readonly image: ImageType | undefined
}

export function contentOf(entry: LogEntry): DetailContent {
  if (entry.type !== 'message') {
    return { kind: 'facts', text: JSON.stringify(entry, null, 2), bytes: undefined, image: undefined }
  }
  return typeof entry.data === 'string' ? textContent(entry.data) : binaryContent(entry.data)
}

function textContent(text: string): DetailContent {
  return { kind: looksLikeJson(text) ? 'json' : 'text', text, bytes: undefined, image: undefined }
}

function binaryContent(bytes: Uint8Array): DetailContent {
  const image = imageTypeOf(bytes)
  return { kind: image ? 'image' : 'bytes', text: image ? undefined : utf8Text(bytes), bytes, image }
}

/** The views an entry has, the usual one first. */
export function viewsOf({ kind, text }: DetailContent, isJson: boolean): readonly ShownView[] {
  const asText: readonly ShownView[] = text === undefined ? [] : isJson ? ['pretty', 'tree', 'raw'] : ['raw']
  switch (kind) {
    case 'facts':
      return ['facts', 'raw']
    case 'image':
      return ['image', 'hex', 'compare']
    case 'bytes':
      return isJson ? [...asText, 'hex', 'compare'] : ['hex', ...asText, 'compare']
    default:
      return [...asText, 'hex', 'compare']
  }
}

/** What was chosen for such an entry, where it has that view, or the usual one. */
export function viewOf(chosen: ChosenViews, kind: ContentKind, views: readonly ShownView[]): ShownView {
  const wanted = chosen[kind]
  return wanted && views.includes(wanted) ? wanted : (views[0] ?? 'raw')
}

/** The bytes of a message as they were on the wire. */
export function bytesOf({ data }: MessageContent): Uint8Array {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data
}
