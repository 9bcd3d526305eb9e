import { answer, type DocumentReply, type DocumentRequest } from './document-handle.ts'
import { MessageDocument } from './message-document.ts'

// The entry of the Worker that keeps one document: only what connects the parts. To close it is to end the Worker.

let document: MessageDocument | undefined

addEventListener('message', ({ data }: MessageEvent<string | DocumentRequest>) => {
  if (typeof data === 'string') document = new MessageDocument(data)
  else void reply(data)
})

async function reply({ id, name, args }: DocumentRequest): Promise<void> {
  try {
    if (document) tell({ id, answer: await answer(document, name, args) })
  } catch (error) {
    tell({ id, fault: String(error) })
  }
}

function tell(message: DocumentReply): void {
  postMessage(message)
}
