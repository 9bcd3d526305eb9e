import { describe, expect, test } from 'vitest'
import {
  buildTree,
  folderKey,
  matching,
  movedTo,
  profileKey,
  rowsOf,
  stepOf,
  withFolder,
} from '../../panels/inspector/profiles/profile-tree.ts'
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
  return target && movedTo(tree, key, target)?.map(({ profileId, folder }) => [...folder, profileId].join('/'))
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

test('a folder gets another name with all that is in it', () => {
  const profiles = profilesAt('x/a', 'x/y/b', 'z/x/c')
  expect(withFolder(profiles, ['x'], ['w']).map(({ folder }) => folder.join('/'))).toEqual(['w', 'w/y', 'z/x'])
  expect(withFolder(profiles, ['x', 'y'], ['x']).map(({ folder }) => folder.join('/'))).toEqual(['x', 'x', 'z/x'])
})
