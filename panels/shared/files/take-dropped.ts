import { openDialog } from '../open-dialog.ts'
import { droppedFiles } from './dropped-files.ts'

/**
 * Has files that are dropped where nothing else takes them: by itself the browser would show them, Firefox in place of
 * the page.
 *
 * @returns what gives that up
 */
export function takeDropped(page: Document, take: (files: readonly File[]) => void): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const isForUs = (event: DragEvent) => !event.defaultPrevented && event.dataTransfer?.types.includes('Files')
  page.addEventListener('dragover', (event) => isForUs(event) && event.preventDefault(), { signal })
  page.addEventListener(
    'drop',
    (event) => {
      if (!isForUs(event)) return
      event.preventDefault()
      // A dialog that is open waits for something else.
      if (!openDialog()) void droppedFiles(event.dataTransfer).then(take)
    },
    { signal },
  )
  return () => listening.abort()
}
