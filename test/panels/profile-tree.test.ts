import { describe, expect, test } from 'vitest'
import {
  movedOut,
  movedTo,
  type Places,
  placesOf,
  stepOf,
  withFolder,
  withNewFolder,
} from '../../panels/inspector/profiles/profile-moves.ts'
import { buildTree, folderKey, matching, profileKey, rowsOf } from '../../panels/inspector/profiles/profile-tree.ts'
import { newProfile } from '../../src/core/profile.ts'

/** `a`, `x/b`: the name is the id, what is before it the folder. */
function profilesAt(...paths: readonly string[]) {
  return paths.map((path) => {
    const folder = path.split('/')
    const name = folder.pop() ?? ''
    return newProfile(name, { name, folder })
  })
}

function drawn(paths: readonly string[], collapsed: readonly string[] = []): string[] {
  return rowsOf(buildTree(profilesAt(...paths)), new Set(collapsed)).map(
    ({ node, level }) => `${level} ${node.type === 'folder' ? `${node.path.at(-1)}/` : node.profile.name}`,
  )
}

function stepped(paths: readonly string[], key: string, step: 'up' | 'down', collapsed: readonly string[] = []) {
  const tree = buildTree(profilesAt(...paths))
  const target = stepOf(tree, key, step, new Set(collapsed))
  return target && told(movedTo(tree, key, target))
}

/** What the tree is told as: `x/` is an empty folder. */
function told(lists: Places | undefined): string[] | undefined {
  if (!lists) return undefined
  return lists.empty.reduceRight(
    (all, { path, at }) => all.toSpliced(at, 0, `${path.join('/')}/`),
    lists.places.map(({ profileId, folder }) => [...folder, profileId].join('/')),
  )
}

describe('the tree', () => {
  test('has a folder where the first of its profiles stands', () => {
    expect(drawn(['a', 'x/b', 'c', 'x/d', 'x/y/e'])).toEqual(['1 a', '1 x/', '2 b', '2 d', '2 y/', '3 e', '1 c'])
  })

  test('does not show what is in a collapsed folder', () => {
    expect(drawn(['x/a', 'x/y/b', 'c'], [folderKey(['x'])])).toEqual(['1 x/', '1 c'])
  })

  test('is searched by name, URL and folder', () => {
    const tree = buildTree([
      ...profilesAt('alpha', 'x/beta', 'x/gamma'),
      newProfile('u', { url: 'ws://ALPHA.example' }),
    ])
    const found = (text: string) => rowsOf(matching(tree, text), new Set()).map(({ node }) => node.key)
    expect(found('alpha')).toEqual(['profile:alpha', 'profile:u'])
    expect(found('BET')).toEqual(['folder:["x"]', 'profile:beta'])
    expect(found('x')).toEqual(['folder:["x"]', 'profile:beta', 'profile:gamma', 'profile:u'])
    expect(found('nothing')).toEqual([])
  })
})

describe('a step', () => {
  const paths = ['a', 'x/b', 'x/c', 'd']
  test.each([
    ['into an open folder', 'a', 'down', ['x/a', 'x/b', 'x/c', 'd']],
    ['past a sibling', 'b', 'down', ['a', 'x/c', 'x/b', 'd']],
    ['out of a folder, down', 'c', 'down', ['a', 'x/b', 'c', 'd']],
    ['out of a folder, up', 'b', 'up', ['a', 'b', 'x/c', 'd']],
    ['into a folder from below', 'd', 'up', ['a', 'x/b', 'x/c', 'x/d']],
  ] as const)('goes %s', (_, id, step, expected) => {
    expect(stepped(paths, profileKey(id), step)).toEqual(expected)
  })

  test('goes past a collapsed folder, and moves a folder as a whole', () => {
    const x = folderKey(['x'])
    expect(stepped(paths, profileKey('a'), 'down', [x])).toEqual(['x/b', 'x/c', 'a', 'd'])
    expect(stepped(paths, x, 'up')).toEqual(['x/b', 'x/c', 'a', 'd'])
  })

  test('ends at the ends', () => {
    expect(stepped(paths, profileKey('a'), 'up')).toBeUndefined()
    expect(stepped(paths, profileKey('d'), 'down')).toBeUndefined()
  })
})

test('a folder does not go into itself', () => {
  const tree = buildTree(profilesAt('x/a', 'x/y/b'))
  expect(movedTo(tree, folderKey(['x']), { key: folderKey(['x', 'y']), side: 'into' })).toBeUndefined()
})

describe('an empty folder', () => {
  const empty = [
    { path: ['e'], at: 1 },
    { path: ['x', 'f'], at: 3 },
  ]
  const tree = buildTree(profilesAt('a', 'x/b', 'c'), empty)
  const e = folderKey(['e'])

  test('stands where it is told to', () => {
    const lines = rowsOf(tree, new Set()).map(({ node, level }) => `${level} ${node.key.replace(/^.*:/, '')}`)
    expect(lines).toEqual(['1 a', '1 ["e"]', '1 ["x"]', '2 b', '2 ["x","f"]', '1 c'])
    expect(told(placesOf(tree))).toEqual(['a', 'e/', 'x/b', 'x/f/', 'c'])
  })

  test('takes what is put into it, and is moved itself', () => {
    expect(told(movedTo(tree, profileKey('c'), { key: e, side: 'into' }))).toEqual(['a', 'e/c', 'x/b', 'x/f/'])
    expect(told(movedTo(tree, e, { key: folderKey(['x']), side: 'into' }))).toEqual(['a', 'x/b', 'x/f/', 'x/e/', 'c'])
    expect(told(movedOut(tree, folderKey(['x', 'f'])))).toEqual(['a', 'e/', 'x/b', 'c', 'f/'])
  })

  test('is what a folder becomes when the last is moved out', () => {
    const one = buildTree(profilesAt('x/b'))
    expect(told(movedOut(one, profileKey('b')))).toEqual(['x/', 'b'])
  })

  test('is made at the end, or in another', () => {
    expect(told(withNewFolder(tree, ['n']))).toEqual(['a', 'e/', 'x/b', 'x/f/', 'c', 'n/'])
    expect(told(withNewFolder(tree, ['e', 'n']))).toEqual(['a', 'e/n/', 'x/b', 'x/f/', 'c'])
  })
})

test('a folder gets another name with all that is in it', () => {
  const lists = placesOf(buildTree(profilesAt('x/a', 'x/y/b', 'z/x/c'), [{ path: ['x', 'e'], at: 2 }]))
  expect(told(withFolder(lists, ['x'], ['w']))).toEqual(['w/a', 'w/y/b', 'w/e/', 'z/x/c'])
  expect(told(withFolder(lists, ['x'], []))).toEqual(['a', 'y/b', 'e/', 'z/x/c'])
})
