import type { ImageType } from '../../../src/core/image-type.ts'
import type { LogEntry } from '../../../src/core/log-entry.ts'
import type { DocumentWorker } from '../../shared/document/document-client.ts'
import type { Beginning } from '../../shared/document/message-document.ts'
import { openDocument } from '../../shared/document/open-document.ts'
import { hexDump } from '../../shared/hex-dump.ts'
import { contentOf } from '../detail/detail-views.ts'

/** What an expanded row shows of its entry: no more than can be read in a list. */
export type RowContent =
  | { readonly type: 'facts'; readonly entry: LogEntry }
  | { readonly type: 'image'; readonly bytes: Uint8Array; readonly format: ImageType }
  | { readonly type: 'hex'; readonly dump: string; readonly isCut: boolean }
  | { readonly type: 'text'; readonly beginning: Beginning }

const most = { characters: 10_000, lines: 120 } as const
const mostBytes = 512

export async function rowContentOf(entry: LogEntry, startWorker: () => DocumentWorker): Promise<RowContent> {
  if (entry.type !== 'message') return { type: 'facts', entry }
  const { text, bytes, image } = contentOf(entry)
  if (image && bytes) return { type: 'image', bytes, format: image }
  if (text !== undefined) return { type: 'text', beginning: await beginningOf(text, startWorker) }
  const all = bytes ?? new Uint8Array()
  return { type: 'hex', dump: hexDump(all, 0, Math.min(all.length, mostBytes)), isCut: all.length > mostBytes }
}

async function beginningOf(text: string, startWorker: () => DocumentWorker): Promise<Beginning> {
  const document = openDocument(text, startWorker)
  try {
    return await document.ask('beginning', most)
  } finally {
    document.close()
  }
}
