import { describe, expect, test, vi } from 'vitest'
import type { BrowserSide } from '../../panels/inspector/model/browser-side.ts'
import { pageExpression, readPageToken } from '../../panels/inspector/model/page-token.ts'
import type { PageToken } from '../../src/core/auth.ts'
import { jsonPathSteps } from '../../src/core/json-path.ts'
import type { PageAnswer } from '../../src/platform/inspected-page.ts'

const auth = (change: Partial<PageToken> = {}): PageToken => ({
  type: 'page-token',
  source: 'local-storage',
  from: 'session',
  path: '',
  header: 'Authorization',
  ...change,
})

/** An inspected page in which expressions are really evaluated. */
function pageWith({ storage = {}, cookie = '' }: { storage?: Record<string, string>; cookie?: string }) {
  const store = { getItem: (key: string) => storage[key] ?? null }
  const readInInspectedPage = async (expression: string): Promise<PageAnswer> => {
    try {
      const run = Function('localStorage', 'sessionStorage', 'document', `return ${expression}`)
      return { type: 'value', value: run(store, store, { cookie }) }
    } catch (error) {
      return { type: 'exception', message: String(error) }
    }
  }
  return { hasInspectedPage: () => true, readInInspectedPage } as BrowserSide
}

const read = async (token: PageToken, page: Parameters<typeof pageWith>[0]) => {
  const result = await readPageToken(token, pageWith(page))
  return result.ok ? { token: result.value } : result.refusal.message
}

describe('a token is read from', () => {
  test.each<[string, Partial<PageToken>, Parameters<typeof pageWith>[0], string]>([
    ['a storage key', {}, { storage: { session: ' abc ' } }, 'abc'],
    ['a key that looks like code', { from: '\'"`;\\' }, { storage: { '\'"`;\\': 'abc' } }, 'abc'],
    ['JSON in a storage', { path: '$.auth.tokens[1]' }, { storage: { session: '{"auth":{"tokens":["a","b"]}}' } }, 'b'],
    ['a cookie', { source: 'cookie', from: 'sid' }, { cookie: 'xsid=1; sid=a=b; c=2' }, 'a=b'],
    ['JSON in a cookie', { source: 'cookie', from: 's', path: 't' }, { cookie: 's=%7B%22t%22%3A%22x%22%7D' }, 'x'],
    ['an expression', { source: 'expression', from: '"a" + 1' }, {}, 'a1'],
    ['a value of an expression', { source: 'expression', from: '({ a: ["x"] })', path: 'a[0]' }, {}, 'x'],
  ])('%s', async (_, token, page, found) => expect(await read(auth(token), page)).toEqual({ token: found }))
})

test('of what the page throws, however long it is, only the beginning is told', async () => {
  const message = await read(auth({ source: 'expression', from: '(() => { throw "x".repeat(1e6) })()' }), {})
  expect(String(message).length).toBeLessThan(700)
})

describe('it is said why there is none:', () => {
  test.each<[string, Partial<PageToken>, Parameters<typeof pageWith>[0], RegExp]>([
    ['no key given', { from: ' ' }, {}, /^Say which key/],
    ['no such key', {}, {}, /^There is no “session” in the local storage/],
    ['no such key of the session', { source: 'session-storage' }, {}, /in the session storage/],
    ['an empty value', {}, { storage: { session: '' } }, /^There is no “session”/],
    ['no such cookie', { source: 'cookie', from: 'sid' }, { cookie: 'xsid=1' }, /no cookie “sid”.*HttpOnly/],
    ['nothing at the path', { path: '$.b' }, { storage: { session: '{"a":1}' } }, /nothing at “\$\.b”/],
    ['a path into what is no JSON', { path: '$.b' }, { storage: { session: 'abc' } }, /nothing at “\$\.b”/],
    ['an inherited name at the path', { path: '$.toString' }, { storage: { session: '{}' } }, /nothing at/],
    ['a path that is none', { path: '$..b' }, {}, /no plain path/],
    ['an object', { path: '$' }, { storage: { session: '{}' } }, /of type object/],
    [
      'more than any header takes',
      {},
      { storage: { session: 'x'.repeat(65_537) } },
      /^What was read has 65,537 characters/,
    ],
    ['a promise', { source: 'expression', from: 'Promise.resolve("a")' }, {}, /of type object/],
    ['an exception', { source: 'expression', from: 'nope.token' }, {}, /answered with an error: .*nope/],
    ['nothing', { source: 'expression', from: 'undefined' }, {}, /gave nothing/],
  ])('%s', async (_, token, page, reason) => expect(await read(auth(token), page)).toMatch(reason))

  test('a page DevTools cannot evaluate in', async () => {
    const side = { ...pageWith({}), readInInspectedPage: async () => ({ type: 'unreachable', message: 'no' }) as const }
    expect(await readPageToken(auth(), side)).toMatchObject({ refusal: { field: 'auth', message: /be read: no$/ } })
  })

  test('a page that does not answer, as one that is busy, paused or shows a dialog', async () => {
    vi.useFakeTimers()
    const side = { ...pageWith({}), readInInspectedPage: () => new Promise<never>(() => undefined) }
    const refused = readPageToken(auth(), side)
    await vi.advanceTimersByTimeAsync(5000)
    vi.useRealTimers()
    expect(await refused).toMatchObject({ refusal: { field: 'auth', message: /did not answer within 5 s/ } })
  })

  test('a panel outside DevTools, which evaluates nothing', async () => {
    const side = { ...pageWith({}), hasInspectedPage: () => false }
    expect(await readPageToken(auth(), side)).toMatchObject({ refusal: { message: /DevTools panel only/ } })
  })
})

test('an expression is evaluated as it was typed', () => {
  expect(pageExpression(auth({ source: 'expression', from: ' app.token ' }))).toBe(' app.token ')
})

test.each<[string, readonly (string | number)[] | undefined]>([
  ['', []],
  ['$', []],
  ['$.a.b[0]', ['a', 'b', 0]],
  ['a.b', ['a', 'b']],
  ['[2].x', [2, 'x']],
  [`$["a b"]['c.d']`, ['a b', 'c.d']],
  ['$.a.', undefined],
  ['$.a[*]', undefined],
  ['$..a', undefined],
  ['$.a[', undefined],
  ['$.a[-1]', undefined],
])('the steps of the path %j', (path, steps) => expect(jsonPathSteps(path)).toEqual(steps))
