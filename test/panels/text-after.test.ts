import { EditorState } from '@codemirror/state'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textAfter } from '../../panels/inspector/editor/text-after.ts'

it('is what the editor holds, whatever was changed and however often', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\r\n', 'ä', '😀') })
  const change = fc.record({ places: fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 6 }), insert: text })
  fc.assert(
    fc.property(text, fc.array(change, { maxLength: 8 }), (first, edits) => {
      let state = EditorState.create({ doc: first })
      let known = state.sliceDoc()
      for (const { places, insert } of edits) {
        const sorted = places.map((place) => place % (state.doc.length + 1)).sort((one, other) => one - other)
        const changes = sorted.flatMap((from, index) => {
          const to = sorted[index + 1]
          return index % 2 === 0 && to !== undefined ? [{ from, to, insert }] : []
        })
        const transaction = state.update({ changes })
        known = textAfter(known, transaction.changes)
        state = transaction.state
        expect(known).toBe(state.sliceDoc())
      }
    }),
  )
})
