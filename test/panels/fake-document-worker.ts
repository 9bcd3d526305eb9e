import type { DocumentWorker } from '../../panels/shared/document/document-client.ts'
import { answer, type DocumentReply } from '../../panels/shared/document/document-handle.ts'
import { MessageDocument } from '../../panels/shared/document/message-document.ts'

/** A Worker that is none: what it is told is copied as on its way to another thread, and answered here. */
export function fakeDocumentWorker(): DocumentWorker {
  let document: MessageDocument | undefined
  let listener: ((event: MessageEvent<DocumentReply>) => void) | undefined
  return {
    postMessage(message) {
      if (typeof message === 'string') document = new MessageDocument(message)
      else {
        const { id, name, args } = structuredClone(message)
        const reply = document && answer(document, name, args)
        void reply?.then((said) =>
          listener?.(new MessageEvent('message', { data: structuredClone({ id, answer: said }) })),
        )
      }
    },
    addEventListener(_, listen) {
      listener = listen
    },
    terminate() {
      listener = undefined
    },
  }
}
