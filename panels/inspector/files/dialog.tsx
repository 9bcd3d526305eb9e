import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from '../../shared/controls.tsx'
import { bringsFiles, droppedFiles } from '../../shared/files/dropped-files.ts'
import { t } from '../../shared/text.ts'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly onDrop?: (files: Promise<readonly File[]>) => void
  readonly children: ComponentChildren
}

/** A dialog over the panel; Escape closes it. */
export function Dialog({ title, onClose, onDrop, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    // One that is closed gives the focus back; one that is only taken away would take it along.
    return () => dialog?.close()
  }, [])
  const drop = (event: DragEvent) => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    onDrop?.(droppedFiles(event.dataTransfer))
  }
  return (
    <dialog
      class="files-dialog"
      ref={element}
      aria-labelledby={id}
      // Escape: at once, as browsers tell a frame later that it was closed, and it may be asked for again by then.
      onCancel={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      // Told also of one that was taken away.
      onClose={({ currentTarget }) => currentTarget.isConnected && onClose()}
      onDragOver={(event) => bringsFiles(event) && event.preventDefault()}
      onDrop={drop}
    >
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label={t('close')} onClick={onClose} />
      </div>
      {children}
    </dialog>
  )
}
