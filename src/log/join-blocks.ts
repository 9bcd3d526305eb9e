import { type BinaryPart, type Block, countOf, textOf, unitsIn } from './block.ts'

/**
 * One block with the rows of all, which must follow each other without a gap.
 * @throws RangeError when there is none
 */
export function joinBlocks(blocks: readonly Block[]): Block {
  const [head] = blocks
  if (!head) throw new RangeError('no blocks to join')
  const rows = blocks.reduce((sum, block) => sum + countOf(block), 0)
  const joined = {
    first: head.first,
    text: joinTexts(blocks),
    ends: joinEnds(blocks, rows, (block) => ({ ends: block.ends, length: unitsIn(block) })),
    times: new Float64Array(rows),
    kinds: new Uint8Array(rows),
  }
  for (const block of blocks) {
    joined.times.set(block.times, block.first - head.first)
    joined.kinds.set(block.kinds, block.first - head.first)
  }
  return blocks.some((block) => block.binary) ? { ...joined, binary: joinBinary(blocks, rows) } : joined
}

function joinTexts(blocks: readonly Block[]): Block['text'] {
  const isList = blocks.some(({ text }) => typeof text !== 'string')
  return isList ? blocks.flatMap(textsOf) : blocks.map(({ text }) => text).join('')
}

function textsOf(block: Block): readonly string[] {
  return typeof block.text === 'string' ? Array.from(block.kinds, (_, index) => textOf(block, index)) : block.text
}

function joinBinary(blocks: readonly Block[], rows: number): BinaryPart {
  const bytes = new Uint8Array(blocks.reduce((sum, block) => sum + (block.binary?.bytes.length ?? 0), 0))
  let place = 0
  for (const { binary } of blocks) {
    if (!binary) continue
    bytes.set(binary.bytes, place)
    place += binary.bytes.length
  }
  const ends = joinEnds(blocks, rows, ({ binary, kinds }) =>
    binary ? { ends: binary.ends, length: binary.bytes.length } : { ends: new Uint32Array(kinds.length), length: 0 },
  )
  return { bytes, ends }
}

function joinEnds(
  blocks: readonly Block[],
  rows: number,
  partOf: (block: Block) => { ends: Uint32Array; length: number },
): Uint32Array<ArrayBuffer> {
  const joined = new Uint32Array(rows)
  let row = 0
  let offset = 0
  for (const block of blocks) {
    const { ends, length } = partOf(block)
    for (const end of ends) joined[row++] = offset + end
    offset += length
  }
  return joined
}
