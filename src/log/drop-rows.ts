import { type BinaryPart, type Block, countOf } from './block.ts'
import { isInFile, type StoredBlock } from './stored-block.ts'

/** A block without its rows before a sequence number: with none at all, if that is behind its end. */
export function dropRows(block: Block, before: number): Block
export function dropRows(block: StoredBlock, before: number): StoredBlock
export function dropRows(block: StoredBlock, before: number): StoredBlock {
  const count = Math.min(Math.max(0, before - block.first), countOf(block))
  const rest = {
    first: block.first + count,
    text: dropText(block, count),
    ends: dropEnds(block.ends, count),
    times: block.times.slice(count),
    kinds: block.kinds.slice(count),
  }
  return block.binary ? { ...rest, binary: dropBytes(block.binary, count) } : rest
}

function dropText(block: StoredBlock, count: number): StoredBlock['text'] {
  if (count === countOf(block)) return ''
  const start = endBefore(block.ends, count)
  if (isInFile(block)) return { ...block.text, skip: (block.text.skip ?? 0) + start }
  return (block as Block).text.slice(typeof block.text === 'string' ? start : count)
}

function dropBytes({ bytes, ends }: BinaryPart, count: number): BinaryPart {
  return { bytes: bytes.slice(endBefore(ends, count)), ends: dropEnds(ends, count) }
}

function dropEnds(ends: Block['ends'], count: number): Block['ends'] {
  const start = endBefore(ends, count)
  return ends.slice(count).map((end) => end - start)
}

function endBefore(ends: Block['ends'], index: number): number {
  return index === 0 ? 0 : (ends[index - 1] ?? 0)
}
