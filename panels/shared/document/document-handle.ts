import { type Ask, askHere } from '../worker-object.ts'
import { MessageDocument } from './message-document.ts'

/** A document, wherever it is kept. */
export interface DocumentHandle {
  readonly ask: Ask<MessageDocument>
  /** Gives up what is under way, and all that is kept. */
  close(): void
}

/** A document on the thread that asks. */
export function openHere(text: string): DocumentHandle {
  return { ask: askHere(new MessageDocument(text)), close: () => {} }
}
