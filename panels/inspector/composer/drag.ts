import type { SavedControl } from '../model/saved-control.ts'

/** What is dragged: the id of a saved message of this panel. */
const dragType = 'application/x-switchboard-message'

export function startDrag({ dataTransfer }: DragEvent, id: string): void {
  if (!dataTransfer) return
  dataTransfer.setData(dragType, id)
  dataTransfer.effectAllowed = 'move'
}

/** Says that a saved message may be dropped here. */
export function allowDrop(event: DragEvent): void {
  if (event.dataTransfer?.types.includes(dragType)) event.preventDefault()
}

/** Puts the message that is dropped into a folder, before another one or at its end. */
export function dropMessage(event: DragEvent, saved: SavedControl, folder: readonly string[], before?: string): void {
  const id = event.dataTransfer?.getData(dragType)
  if (!id) return
  event.preventDefault()
  event.stopPropagation()
  void saved.move(id, folder, before)
}
