import { type ObjectRequest, reply } from '../worker-object.ts'
import { MessageDocument } from './message-document.ts'

// The entry of the Worker that keeps one document: only what connects the parts. To close it is to end the Worker.

let document: MessageDocument | undefined

addEventListener('message', ({ data }: MessageEvent<string | ObjectRequest>) => {
  if (typeof data === 'string') document = new MessageDocument(data)
  else if (document) void reply(document, data).then((said) => postMessage(said))
})
