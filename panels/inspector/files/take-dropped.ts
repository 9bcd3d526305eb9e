import { droppedFiles } from '../../shared/files/dropped-files.ts'
import type { Files } from '../model/files.ts'

/**
 * Files that are dropped where nothing else takes them are imported: by itself the browser would show them, Firefox in
 * place of the panel.
 */
export function takeDropped(page: Document, files: Pick<Files, 'dialog' | 'dropped'>): void {
  const isForUs = (event: DragEvent) => !event.defaultPrevented && event.dataTransfer?.types.includes('Files')
  page.addEventListener('dragover', (event) => {
    if (isForUs(event)) event.preventDefault()
  })
  page.addEventListener('drop', (event) => {
    if (!isForUs(event)) return
    event.preventDefault()
    // A dialog that is open waits for something else.
    if (page.querySelector('dialog[open]')) return
    void droppedFiles(event.dataTransfer).then((dropped) => {
      files.dropped.value = dropped
      files.dialog.value = 'import'
    })
  })
}
