import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksOf } from '../../../panels/inspector/detail/compare-blocks.ts'
import { type Comparison, compareTexts, type Line } from '../../../panels/shared/document/compare.ts'

const textOf = (line: Line) => line.map(({ text }) => text).join('')

function stretchesOf(comparison: Comparison) {
  if (comparison.type === 'too-different') throw new Error('They are not.')
  return comparison.stretches
}

test('both texts are in it, line by line', () => {
  const text = fc.array(fc.constantFrom('', 'a', 'b', 'a b', '{'), { maxLength: 30 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (left, right) => {
      const stretches = stretchesOf(compareTexts(left, right))
      const side = (name: 'removed' | 'added') =>
        stretches.flatMap((stretch) => (stretch.type === 'same' ? stretch.lines : stretch[name].map(textOf)))
      expect(side('removed').join('\n')).toBe(left)
      expect(side('added').join('\n')).toBe(right)
    }),
  )
})

test('of long lines it is told from where to where they differ', () => {
  const part = fc.constantFrom('', 'a', 'b', 'ab', '😀', '😁', '\ud83d', '\ude00')
  const long = 'é'.repeat(1001)
  fc.assert(
    fc.property(part, part, part, part, part, part, (before, left, leftEnd, right, rightEnd, after) => {
      const one = `${before}${long}${left}x${leftEnd}${long}${after}`
      const other = `${before}${long}${right}y${rightEnd}${long}${after}`
      const [changed, ...more] = stretchesOf(compareTexts(one, other))
      if (changed?.type !== 'changed') throw new Error('They differ.')
      expect(more).toEqual([])
      for (const [text, [line = []], marked] of [
        [one, changed.removed, 'x'],
        [other, changed.added, 'y'],
      ] as const) {
        expect(textOf(line)).toBe(text)
        const different = line.filter(({ isChanged }) => isChanged)
        expect(different).toHaveLength(1)
        expect(different[0]?.text).toContain(marked)
        expect(different[0]?.text.length).toBeLessThan(9)
      }
    }),
  )
  const [face] = stretchesOf(compareTexts(`${long}😀${long}`, `${long}😁${long}`))
  expect(face).toMatchObject({ removed: [[{ text: long }, { text: '😀', isChanged: true }, { text: long }]] })
  const [longer] = stretchesOf(compareTexts(long + long, `${long}${long}é`))
  expect(longer).toMatchObject({ removed: [[{ text: long + long }]], added: [[{}, { text: 'é', isChanged: true }]] })
})

test('lines have the numbers they have in their text, also when what is the same is folded', () => {
  const lines = Array.from({ length: 50 }, (_, n) => `line ${n + 1}`)
  const stretches = stretchesOf(compareTexts(['x', ...lines].join('\n'), [...lines, 'y'].join('\n')))
  const blocks = blocksOf(stretches, new Set())
  expect(blocks).toMatchObject([
    { type: 'changed', left: 1, right: 1, removed: [[{ text: 'x' }]], added: [] },
    { type: 'same', left: 2, right: 1, lines: ['line 1', 'line 2', 'line 3'] },
    { type: 'folded', stretch: 1, lines: 44 },
    { type: 'same', left: 49, right: 48, lines: ['line 48', 'line 49', 'line 50'] },
    { type: 'changed', left: 52, right: 51, removed: [], added: [[{ text: 'y' }]] },
  ])
  expect(blocksOf(stretches, new Set([1]))).toMatchObject([{}, { type: 'same', lines: { length: 50 } }, {}])
})

test('line ends are told where they differ, and nowhere else', () => {
  const same = stretchesOf(compareTexts('a\r\nb c\r\nd\r\n', 'a\r\nb x\r\nd\r\ne\r\n'))
  expect(JSON.stringify(same)).not.toContain('\\r')
  expect(same).toMatchObject([
    { type: 'same', lines: ['a'] },
    { type: 'changed' },
    { type: 'same', lines: ['d'] },
    { type: 'changed', removed: [], added: [[{ text: 'e' }]] },
    { type: 'same', lines: [''] },
  ])
  const [changed] = stretchesOf(compareTexts('a\r\nb\r\n', 'a\nb\n'))
  expect(changed).toMatchObject({ type: 'changed', removed: { length: 2 }, added: { length: 2 } })
  if (changed?.type !== 'changed') return
  expect([changed.removed.map(textOf), changed.added.map(textOf)]).toEqual([
    ['a\r', 'b\r'],
    ['a', 'b'],
  ])
  expect(changed.removed[0]?.find(({ isChanged }) => isChanged)?.text).toContain('\r')
})
