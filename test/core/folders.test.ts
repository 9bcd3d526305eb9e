import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EmptyFolder, emptyAfter, emptyFoldersOf, foldersOf, withoutFilled } from '../../src/core/folders.ts'

/** `x/a`: a profile called `a` in the folder `x`. */
function at(...paths: readonly string[]) {
  return paths.map((path) => {
    const folder = path.split('/')
    return { id: folder.pop() ?? '', folder }
  })
}

function empty(...folders: readonly (readonly [path: string, at: number])[]): readonly EmptyFolder[] {
  return folders.map(([path, place]) => ({ path: path.split('/'), at: place }))
}

describe('a folder stays where it is', () => {
  const before = at('a', 'x/b', 'c')

  it.each([
    ['when its last profile is deleted', at('a', 'c'), [], [['x', 1]]],
    ['when its last profile is moved out', at('a', 'b', 'c'), [], [['x', 1]]],
    [
      'when the profile before it is deleted',
      at('c'),
      [['y', 1]],
      [
        ['y', 0],
        ['x', 0],
      ],
    ],
    ['when a profile comes before it', at('new', 'a', 'x/b', 'c'), [['y', 3]], [['y', 4]]],
    ['until something is put into it', at('a', 'x/b', 'y/c'), [['y', 3]], []],
    ['but not when it is told to go', at('a', 'c'), [['x/y', 1]], [], ['x']],
  ] as const)('%s', (_, after, given, expected, gone?: readonly string[]) => {
    const left = emptyAfter(empty(...(given as [])), before, after, gone ? [gone] : [])
    expect(left).toEqual(empty(...(expected as [])))
  })

  it('and so does the one around a folder that goes', () => {
    expect(emptyAfter([], at('x/y/a', 'b'), at('b'), [['x', 'y']])).toEqual(empty(['x', 0]))
  })
})

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
const lists = fc
  .record({
    profiles: fc.array(path, { maxLength: 6 }).map((paths) => paths.map((folder, id) => ({ id: String(id), folder }))),
    empty: fc.array(fc.record({ path: path.filter(({ length }) => length > 0), at: fc.nat(6) }), { maxLength: 4 }),
  })
  .map(({ profiles, empty: given }) => {
    const inOrder = given.map((one) => ({ ...one, at: Math.min(one.at, profiles.length) })).sort((a, b) => a.at - b.at)
    return { profiles, empty: withoutFilled(inOrder, profiles) }
  })

it('a list of all folders tells which are empty, and their order', () => {
  fc.assert(
    fc.property(lists, ({ profiles, empty: given }) => {
      const all = foldersOf(profiles, given)
      const read = emptyFoldersOf(all, profiles)
      expect(new Set(read.map((one) => one.path.join('/')))).toEqual(new Set(given.map((one) => one.path.join('/'))))
      expect(foldersOf(profiles, read)).toEqual(all)
    }),
  )
})

it('no change of the list loses a folder, and none is empty in which there is something', () => {
  fc.assert(
    fc.property(lists, fc.array(path, { maxLength: 6 }), ({ profiles, empty: given }, paths) => {
      const after = paths.map((folder, id) => ({ id: String(id + 3), folder }))
      const left = emptyAfter(given, profiles, after)
      const now = new Set(foldersOf(after, left).map((one) => one.join('/')))
      for (const one of foldersOf(profiles, given)) expect(now).toContain(one.join('/'))
      expect(withoutFilled(left, after)).toEqual(left)
    }),
  )
})
