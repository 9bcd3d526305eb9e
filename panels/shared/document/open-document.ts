import { type DocumentWorker, openIn } from './document-client.ts'
import { type DocumentHandle, openHere } from './document-handle.ts'

/** Characters of a text that are looked at in a frame's time; what is longer goes to a Worker of its own. */
const mostHere = 50_000

/** @param isMuch whether more is to be done with it than can be done in a frame's time */
export function openDocument(
  text: string,
  startWorker: () => DocumentWorker,
  isMuch = text.length > mostHere,
): DocumentHandle {
  return isMuch ? openIn(startWorker(), text) : openHere(text)
}
