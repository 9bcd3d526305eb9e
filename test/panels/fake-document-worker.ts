import type { DocumentWorker } from '../../panels/shared/document/document-client.ts'
import { MessageDocument } from '../../panels/shared/document/message-document.ts'
import { fakeWorker } from './fake-worker.ts'

export function fakeDocumentWorker(): DocumentWorker {
  return fakeWorker((text: string) => new MessageDocument(text))
}
