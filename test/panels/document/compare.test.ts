import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ChangedLine,
  type CompareBlock,
  type ComparedLines,
  compareBytes,
  compareTexts,
} from '../../../panels/shared/document/compared-lines.ts'

function compared(found: ComparedLines | undefined): ComparedLines {
  if (!found) throw new Error('They are too different.')
  return found
}

/** All of it, as it is shown first. */
function blocksOf(lines: ComparedLines): CompareBlock[] {
  return lines.layOut().flatMap((_, part) => lines.part(part).flat())
}

const blocksBetween = (left: string, right: string) => blocksOf(compared(compareTexts(left, right)))

/** The same with nothing folded. */
function allOf(left: string, right: string): CompareBlock[] {
  const lines = compared(compareTexts(left, right))
  for (;;) {
    const blocks = blocksOf(lines)
    const folded = blocks.find((block) => block.type === 'folded')
    if (!folded) return blocks
    lines.unfold(folded.fold)
  }
}

const textOf = (line: ChangedLine | undefined) => line?.parts.map(({ text }) => text).join('')

/** The lines of one text by their numbers, each put together from its pieces. */
function sideOf(blocks: readonly CompareBlock[], side: 'removed' | 'added'): string {
  const lines: string[] = []
  const add = (number: number | undefined, text: string) => {
    if (number === undefined) lines.push((lines.pop() ?? '') + text)
    else expect(lines.push(text)).toBe(number)
  }
  for (const block of blocks) {
    if (block.type === 'folded') throw new Error('Nothing is.')
    for (const row of block.rows) {
      if ('text' in row) add(side === 'removed' ? row.left : row.right, row.text)
      else if (row[side]) add(row[side].number, textOf(row[side]) ?? '')
    }
  }
  return lines.join('\n')
}

test('both texts are in it, line by line', () => {
  const text = fc.array(fc.constantFrom('', 'a', 'b', 'a b', '{'), { maxLength: 30 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (left, right) => {
      const blocks = allOf(left, right)
      expect(sideOf(blocks, 'removed')).toBe(left)
      expect(sideOf(blocks, 'added')).toBe(right)
    }),
  )
})

test('both texts are in it, piece by piece where lines are long and part by part where there are many', () => {
  const line = fc.oneof(
    fc
      .tuple(fc.constantFrom(240, 250, 260, 1990, 2000, 2010), fc.constantFrom('a', 'é', '😀', '\u0000'))
      .map(([n, a]) => a.repeat(n)),
    fc.tuple(fc.constantFrom('a', '😀'), fc.integer({ min: 0, max: 9000 })).map(([a, n]) => `x${a.repeat(n)}`),
    fc.constantFrom('', 'a', 'b'),
  )
  const text = fc.array(fc.tuple(line, fc.constantFrom(1, 3, 150)), { maxLength: 6 })
  const joined = text.map((lines) =>
    lines.flatMap(([one, times]) => (one.length > 9 ? one : Array(times).fill(one))).join('\n'),
  )
  fc.assert(
    fc.property(joined, joined, (left, right) => {
      const blocks = allOf(left, right)
      expect(sideOf(blocks, 'removed')).toBe(left)
      expect(sideOf(blocks, 'added')).toBe(right)
    }),
    { numRuns: 50 },
  )
})

function sideLength(block: Exclude<CompareBlock, { type: 'folded' }>, side: 'removed' | 'added'): number {
  return block.type === 'same'
    ? block.rows.reduce((sum, { text }) => sum + text.length, 0)
    : block.rows.reduce((sum, row) => sum + (textOf(row[side])?.length ?? 0), 0)
}

test('no part has more than is drawn in a frame, whatever the lines are', () => {
  const sizes = [
    'x'.repeat(1_000_000),
    'ab\n'.repeat(10_000),
    '\u0000a'.repeat(50_000),
    `${'y'.repeat(1500)}\n`.repeat(50),
  ]
  for (const text of sizes) {
    const lines = compared(compareTexts(text, text.toUpperCase().replaceAll('\n', '!\n')))
    for (const index of lines.layOut().keys()) {
      let [rows, characters] = [0, 0]
      for (const block of lines.part(index).flat()) {
        if (block.type === 'folded') continue
        rows += block.rows.length
        characters += sideLength(block, 'removed') + sideLength(block, 'added')
      }
      expect(rows).toBeLessThanOrEqual(100)
      expect(characters).toBeLessThanOrEqual(20_000)
    }
  }
})

test('of long lines it is told from where to where they differ', () => {
  const part = fc.constantFrom('', 'a', 'b', 'ab', '😀', '😁', '\ud83d', '\ude00')
  const long = 'é'.repeat(1001)
  fc.assert(
    fc.property(part, part, part, part, part, part, (before, left, leftEnd, right, rightEnd, after) => {
      const one = `${before}${long}${left}x${leftEnd}${long}${after}`
      const other = `${before}${long}${right}y${rightEnd}${long}${after}`
      const blocks = allOf(one, other)
      expect(sideOf(blocks, 'removed')).toBe(one)
      expect(sideOf(blocks, 'added')).toBe(other)
      const [changed, ...more] = blocks
      if (changed?.type !== 'changed') throw new Error('They differ.')
      expect(more).toEqual([])
      for (const [side, marked] of [
        ['removed', 'x'],
        ['added', 'y'],
      ] as const) {
        const parts = changed.rows.flatMap((row) => row[side]?.parts ?? [])
        const different = parts.filter(({ isChanged }) => isChanged).map(({ text }) => text)
        expect(different.join('')).toContain(marked)
        expect(different.join('').length).toBeLessThan(9)
      }
    }),
  )
  // Marked parts in brackets, with pieces joined.
  const marked = (left: string, right: string) => {
    const rows = allOf(left, right).flatMap((block) => (block.type === 'changed' ? block.rows : []))
    const side = (name: 'removed' | 'added') =>
      rows.flatMap((row) => row[name]?.parts ?? []).map(({ text, isChanged }) => (isChanged ? `[${text}]` : text))
    return [side('removed').join(''), side('added').join('')]
  }
  expect(marked(`${long}😀${long}`, `${long}😁${long}`)).toEqual([`${long}[😀]${long}`, `${long}[😁]${long}`])
  expect(marked(long + long, `${long}${long}é`)).toEqual([long + long, `${long}${long}[é]`])
  const words = 'one two '.repeat(200)
  expect(marked(`${words}three four`, `${words}drei four`)).toEqual([`${words}[three] four`, `${words}[drei] four`])
})

test('of very long lines only what is around the difference is shown, until somebody asks', () => {
  const [before, after] = ['a'.repeat(50_000), 'z'.repeat(30_000)]
  const lines = compared(compareTexts(`${before}1${after}\nend`, `${before}22${after}\nend`))
  const blocks = blocksOf(lines)
  expect(blocks).toMatchObject([
    { type: 'folded', of: 'characters', count: 49_800 },
    { type: 'changed', rows: [{ removed: { number: 1 }, added: { number: 1 } }] },
    { type: 'folded', of: 'characters', count: 29_800 },
    { type: 'same', rows: [{ left: 2, right: 2, text: 'end' }] },
  ])
  const [folded] = blocks
  if (folded?.type !== 'folded') throw new Error('It is.')
  lines.unfold(folded.fold)
  const unfolded = blocksOf(lines)
  expect(unfolded.some(({ type }) => type === 'folded')).toBe(false)
  expect(sideOf(unfolded, 'added')).toBe(`${before}22${after}\nend`)
  const same = blocksBetween(`${before}\nx`, `${before}\ny`)
  expect(same).toMatchObject([
    { type: 'same', rows: [{ left: 1, text: 'a'.repeat(2000) }, { text: 'a'.repeat(200) }] },
    { type: 'folded', of: 'characters', count: 47_800 },
    { type: 'changed' },
  ])
})

test('lines have the numbers they have in their text, also when what is the same is folded', () => {
  const lines = Array.from({ length: 50 }, (_, n) => `line ${n + 1}`)
  const found = compared(compareTexts(['x', ...lines].join('\n'), [...lines, 'y'].join('\n')))
  expect(found.changed()).toEqual({ removed: 1, added: 1 })
  const blocks = blocksOf(found)
  const same = (left: number, right: number, n: number) => ({ left, right, text: `line ${n}` })
  expect(blocks).toEqual([
    { type: 'changed', rows: [{ removed: { number: 1, parts: [{ text: 'x', isChanged: false }] } }] },
    { type: 'same', rows: [same(2, 1, 1), same(3, 2, 2), same(4, 3, 3)] },
    { type: 'folded', of: 'lines', count: 44, fold: expect.any(String) },
    { type: 'same', rows: [same(49, 48, 48), same(50, 49, 49), same(51, 50, 50)] },
    { type: 'changed', rows: [{ added: { number: 51, parts: [{ text: 'y', isChanged: false }] } }] },
  ])
  const [, , folded] = blocks
  if (folded?.type !== 'folded') throw new Error('It is.')
  expect(found.unfold(folded.fold)).toHaveLength(1)
  expect(sideOf(blocksOf(found), 'added')).toBe([...lines, 'y'].join('\n'))
})

test('texts that have only some lines in common are compared, however many the others are', () => {
  const lines = (name: string) => Array.from({ length: 60_000 }, (_, n) => (n % 2 ? `${name} ${n}` : `line ${n}`))
  expect(compared(compareTexts(lines('a').join('\n'), lines('b').join('\n'))).changed()).toEqual({
    removed: 30_000,
    added: 30_000,
  })
})

test('line ends are told where they differ, and nowhere else', () => {
  const same = blocksBetween('a\r\nb c\r\nd\r\n', 'a\r\nb x\r\nd\r\ne\r\n')
  expect(JSON.stringify(same)).not.toContain('\\r')
  expect(same).toMatchObject([
    { type: 'same', rows: [{ text: 'a' }] },
    { type: 'changed', rows: { length: 1 } },
    { type: 'same', rows: [{ text: 'd' }] },
    { type: 'changed', rows: [{ removed: undefined, added: { parts: [{ text: 'e' }] } }] },
    { type: 'same', rows: [{ text: '' }] },
  ])
  const [changed] = blocksBetween('a\r\nb\r\n', 'a\nb\n')
  if (changed?.type !== 'changed') throw new Error('They differ.')
  expect(changed.rows.map(({ removed, added }) => [textOf(removed), textOf(added)])).toEqual([
    ['a\r', 'a'],
    ['b\r', 'b'],
  ])
  expect(changed.rows[0]?.removed?.parts.find(({ isChanged }) => isChanged)?.text).toContain('\r')
})

test('bytes are compared by the lines of a dump, without places', () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, n) => n + 0x80)
  const other = bytes.slice()
  other[20] = 0x41
  const lines = compared(compareBytes(bytes, other))
  expect(lines.changed()).toEqual({ removed: 1, added: 1 })
  expect(blocksOf(lines)).toMatchObject([
    { type: 'same', rows: [{ text: '80 81 82 83 84 85 86 87  88 89 8a 8b 8c 8d 8e 8f  ................' }] },
    { type: 'changed', rows: [{ added: { number: 2 } }] },
    { type: 'same', rows: [{ left: 3, right: 3, text: 'a0 a1 a2 a3 a4 a5 a6 a7                           ........' }] },
  ])
})
