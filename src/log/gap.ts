import { BlockBuilder } from './block-builder.ts'

/** Entries a log has lost and has not told yet. */
export interface Gap {
  /** Entries that could not be written. */
  readonly dropped: number
  /** Oldest entries that were deleted to make room. */
  readonly deleted: number
}

export function hasGap({ dropped, deleted }: Gap): boolean {
  return dropped > 0 || deleted > 0
}

/** The row that tells of it. @param at epoch milliseconds */
export function gapNote({ dropped, deleted }: Gap, at: number): BlockBuilder {
  const sentences = [deleted > 0 ? deletedWords(deleted) : '', dropped > 0 ? droppedWords(dropped) : '']
  const note = new BlockBuilder()
  note.append({ type: 'note', code: 'gap', message: sentences.filter(Boolean).join(' ') }, at)
  return note
}

function deletedWords(count: number): string {
  return count === 1
    ? 'Storage was full: the oldest entry was deleted.'
    : `Storage was full: the oldest ${count.toLocaleString('en')} entries were deleted.`
}

function droppedWords(count: number): string {
  return count === 1
    ? 'Storage could not be written: 1 entry was not kept and is missing here.'
    : `Storage could not be written: ${count.toLocaleString('en')} entries were not kept and are missing here.`
}
