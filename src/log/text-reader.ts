import { type Block, countOf, unitsIn } from './block.ts'
import { kindOf } from './row-kind.ts'
import { type BlockInFile, isInFile, type StoredBlock } from './stored-block.ts'
import type { TextFolder } from './text-folder.ts'

/** Blocks with their texts. */
export interface WholeBlocks {
  readonly blocks: readonly Block[]
  /** The first entry of the first block whose file cannot be read: its rows say so. */
  readonly unread: number | undefined
}

/** Reads the texts that are in files. */
export class TextReader {
  readonly #folder: Pick<TextFolder, 'file'>
  /** With a byte order mark, should a message begin with one. */
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })

  constructor(folder: Pick<TextFolder, 'file'>) {
    this.#folder = folder
  }

  async whole(blocks: readonly StoredBlock[]): Promise<WholeBlocks> {
    // Each file once: to look one up takes longer than to read a block of it.
    const names = new Set(blocks.filter(isInFile).map(({ text }) => text.file))
    const files = new Map([...names].map((name) => [name, this.#find(name)]))
    const read = await Promise.all(
      blocks.map(async (block) =>
        isInFile(block) ? this.#read(block, await files.get(block.text.file)) : (block as Block),
      ),
    )
    return {
      blocks: read.map((block, index) => block ?? unreadable(blocks[index] as BlockInFile)),
      unread: blocks.find((_, index) => !read[index])?.first,
    }
  }

  async #find(name: string): Promise<Blob | undefined> {
    try {
      return await this.#folder.file(name)
    } catch {
      return undefined
    }
  }

  async #read(block: BlockInFile, file: Blob | undefined): Promise<Block | undefined> {
    const { at, bytes, skip = 0 } = block.text
    try {
      const text = this.#decoder.decode(await file?.slice(at, at + bytes).arrayBuffer()).slice(skip)
      return text.length === unitsIn(block) ? { ...block, text } : undefined
    } catch {
      return undefined
    }
  }
}

const note = {
  type: 'note',
  code: 'gap',
  message: 'This entry could not be read: its file is damaged or gone.',
} as const

function unreadable(block: BlockInFile): Block {
  const text = JSON.stringify(note)
  const { first, times, kinds } = block
  return {
    ...{ first, times },
    text: text.repeat(countOf(block)),
    ends: block.ends.map((_, index) => text.length * (index + 1)),
    kinds: kinds.map(() => kindOf(note)),
  }
}
