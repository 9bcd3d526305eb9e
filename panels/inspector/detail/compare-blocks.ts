import type { Stretch } from '../../shared/document/compare.ts'

/** Some lines of a comparison that are drawn together. Numbers begin with 1. */
export type CompareBlock =
  | Stretch
  /** Lines that are the same and not shown until somebody asks. */
  | { readonly type: 'folded'; readonly stretch: number; readonly lines: number }

/** Lines shown around what was changed. */
const context = 3
const mostLines = 100

/** @param unfolded the stretches, by their place, that are shown whole */
export function blocksOf(stretches: readonly Stretch[], unfolded: ReadonlySet<number>): CompareBlock[] {
  return stretches.flatMap((stretch, index): CompareBlock[] => {
    if (stretch.type === 'changed') return cut(Math.max(stretch.removed.length, stretch.added.length), changed(stretch))
    const before = index === 0 ? 0 : context
    const after = index === stretches.length - 1 ? 0 : context
    const { length } = stretch.lines
    const folded = length - before - after
    if (folded <= 1 || unfolded.has(index)) return cut(length, same(stretch))
    return [
      ...cut(before, same(stretch)),
      { type: 'folded', stretch: index, lines: folded },
      ...cut(after, same(stretch), length - after),
    ]
  })
}

type BlockAt = (from: number, to: number) => CompareBlock

function cut(length: number, block: BlockAt, start = 0): CompareBlock[] {
  return Array.from({ length: Math.ceil(length / mostLines) }, (_, index) => {
    const from = start + index * mostLines
    return block(from, Math.min(start + length, from + mostLines))
  })
}

function same({ left, right, lines }: Extract<Stretch, { type: 'same' }>): BlockAt {
  return (from, to) => ({ type: 'same', left: left + from, right: right + from, lines: lines.slice(from, to) })
}

function changed({ left, right, removed, added }: Extract<Stretch, { type: 'changed' }>): BlockAt {
  return (from, to) => ({
    type: 'changed',
    left: left + from,
    right: right + from,
    removed: removed.slice(from, to),
    added: added.slice(from, to),
  })
}
