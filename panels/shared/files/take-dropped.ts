import { openDialog } from '../open-dialog.ts'
import { bringsFiles, droppedFiles } from './dropped-files.ts'

/**
 * Has files that are dropped where nothing else takes them: by itself the browser would show them, Firefox in place of
 * the page.
 *
 * @returns what gives that up
 */
export function takeDropped(page: Document, take: (files: Promise<readonly File[]>) => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const isForUs = (event: DragEvent) => !event.defaultPrevented && bringsFiles(event)
  page.addEventListener('dragover', (event) => isForUs(event) && event.preventDefault(), { signal })
  page.addEventListener(
    'drop',
    (event) => {
      if (!isForUs(event)) return
      event.preventDefault()
      // A dialog that is open waits for something else.
      if (!openDialog()) take(droppedFiles(event.dataTransfer))
    },
    { signal },
  )
  return () => listening.abort()
}
