import type { Block, Rows } from './block.ts'

/** Where in a file the text of a block is, as UTF-8. */
export interface TextPlace {
  readonly file: string
  readonly at: number
  readonly bytes: number
  /** UTF-16 units of rows that were deleted, at the beginning. */
  readonly skip?: number
}

/** A block as it is in the database: long texts may be in a file, see `TextFiles`. */
export interface StoredBlock extends Rows {
  readonly text: Block['text'] | TextPlace
}

export interface BlockInFile extends Rows {
  readonly text: TextPlace
}

export function isInFile(block: StoredBlock): block is BlockInFile {
  return typeof block.text === 'object' && 'file' in block.text
}
