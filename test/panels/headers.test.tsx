import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { type HandshakeSettings, plainHandshake } from '../../src/core/handshake.ts'
import type { Browser } from '../../src/core/headers.ts'
import { fakeSession } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const show = (stored: Partial<HandshakeSettings> = {}, browser: Browser = 'chromium') => {
  const session = fakeSession()
  session.handshakes.set('p1', { ...plainHandshake, ...stored })
  const shown = showInspector(session, undefined, { browser })
  fireEvent.click(screen.getByRole('tab', { name: 'Headers' }))
  return shown
}
const row = (name: string, value = '1', enabled = true) => ({ name, value, enabled })
const group = (name: string) => within(screen.getByRole('group', { name }))
const names = () => screen.queryAllByRole<HTMLInputElement>('textbox', { name: 'Header name' })
const faults = () => [...document.querySelectorAll('.header-rows .fault')].map((fault) => fault.textContent)
const stored = async ({ model, session }: ReturnType<typeof show>) => {
  await act(() => model.handshakeForm.flush())
  return session.handshakes.get('p1')
}

describe('rows', () => {
  test('are added, filled, switched off and removed', async () => {
    const shown = show({ headers: [row('x-a'), row('x-b')] })
    fireEvent.click(await screen.findByRole('button', { name: 'Add header' }))
    await waitFor(() => expect(names()).toHaveLength(3))
    expect(document.activeElement).toBe(names()[2])
    const third = group('Header 3')
    fireEvent.input(third.getByRole('textbox', { name: 'Header name' }), { target: { value: 'x-c' } })
    fireEvent.input(third.getByRole('textbox', { name: 'Header value' }), { target: { value: '3' } })
    fireEvent.click(group('Header 1').getByRole('checkbox', { name: 'Send header' }))
    fireEvent.click(group('Header 2').getByRole('button', { name: 'Remove header' }))
    await waitFor(() => expect(names().map(({ value }) => value)).toEqual(['x-a', 'x-c']))
    expect((await stored(shown))?.headers).toEqual([row('x-a', '1', false), row('x-c', '3')])
  })

  test('come back at their place when they were removed by mistake, with what is not seen of them', async () => {
    const headers = [row('x-api-key', 'one'), row('x-b', 'two', false), row('x-c', 'three')]
    const shown = show({ headers })
    await waitFor(() => expect(names()).toHaveLength(3))
    fireEvent.click(group('Header 2').getByRole('button', { name: 'Remove header' }))
    await screen.findByText('“x-b” was deleted')
    fireEvent.click(group('Header 1').getByRole('button', { name: 'Remove header' }))
    await screen.findByText('“x-api-key” was deleted')
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await screen.findByText('“x-b” was deleted')
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(names()).toHaveLength(3))
    expect((await stored(shown))?.headers).toEqual(headers)
    fireEvent.click(screen.getByRole('button', { name: 'Add header' }))
    await waitFor(() => expect(names()).toHaveLength(4))
    fireEvent.click(group('Header 4').getByRole('button', { name: 'Remove header' }))
    await waitFor(() => expect(names()).toHaveLength(3))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  test('complete common names while one types, and are text fields all the time', async () => {
    show({ headers: [row('')] })
    const [name] = await screen.findAllByRole<HTMLInputElement>('textbox', { name: 'Header name' })
    fireEvent.input(name as HTMLInputElement, { target: { value: 'x-f' } })
    await waitFor(() => expect(name?.getAttribute('list')).toBe(document.querySelector('.header-rows datalist')?.id))
    expect([...document.querySelectorAll('datalist option')].map((option) => option.getAttribute('value'))).toContain(
      'X-Forwarded-For',
    )
    expect(names()).toEqual([name])
    fireEvent.blur(name as HTMLInputElement)
    await waitFor(() => expect(name?.hasAttribute('list')).toBe(false))
  })

  test('mask the values of secrets, and what is revealed does not move on when a row goes', async () => {
    show({ headers: [row('x-api-key', 'one'), row('x-auth-token', 'two'), row('x-plain', 'three')] })
    const values = () => screen.getAllByRole('textbox', { name: 'Header value' })
    await waitFor(() => expect(values()).toHaveLength(3))
    const masked = () => values().map(({ classList }) => classList.contains('masked'))
    expect(masked()).toEqual([true, true, false])
    fireEvent.click(group('Header 1').getByRole('button', { name: 'Show Header value' }))
    await waitFor(() => expect(masked()).toEqual([false, true, false]))
    fireEvent.click(group('Header 1').getByRole('button', { name: 'Remove header' }))
    await waitFor(() => expect(masked()).toEqual([true, false]))
  })
})

test('a row is secret by its name, or because one says so', async () => {
  const shown = show({ headers: [row('x-odd', 'one'), row('x-token-type', 'two')] })
  const lock = (name: string) => group(name).getByRole('button', { name: 'Secret header value' })
  const value = (name: string) => group(name).getByRole('textbox', { name: 'Header value' })
  await screen.findByRole('group', { name: 'Header 2' })
  expect([lock('Header 1'), lock('Header 2')].map((button) => button.getAttribute('aria-pressed'))).toEqual([
    'false',
    'true',
  ])
  fireEvent.click(lock('Header 1'))
  fireEvent.click(lock('Header 2'))
  await waitFor(() => expect(value('Header 1').classList).toContain('masked'))
  expect(value('Header 2').classList).not.toContain('masked')
  const marked = [
    { ...row('x-odd', 'one'), secret: true },
    { ...row('x-token-type', 'two'), secret: false },
  ]
  expect((await stored(shown))?.headers).toEqual(marked)
  fireEvent.click(lock('Header 1'))
  await waitFor(() => expect(value('Header 1').classList).not.toContain('masked'))
  expect((await stored(shown))?.headers).toEqual([row('x-odd', 'one'), marked[1]])
})

describe('as one types it is said that', () => {
  test.each<[string, Partial<HandshakeSettings>, Browser, RegExp]>([
    [
      'a name breaks the handshake',
      { headers: [row('Upgrade')] },
      'chromium',
      /^The header “Upgrade” cannot be set in Chrome/,
    ],
    ['a name is ignored', { headers: [row('Connection')] }, 'firefox', /cannot be set in Firefox.*ignores/],
    ['a name is malformed', { headers: [row('x a')] }, 'chromium', /name that cannot be sent/],
    ['a name is missing', { headers: [row('')] }, 'chromium', /has no name/],
    ['a value cannot be sent', { headers: [row('x-a', 'ü')] }, 'firefox', /Firefox cannot send/],
    ['a name comes twice', { headers: [row('X-A'), row('x-a')] }, 'chromium', /“x-a” is listed twice/],
    [
      'authentication sets it already',
      { headers: [row('Authorization')], auth: { type: 'basic', username: 'a', password: 'b' } },
      'chromium',
      /listed twice/,
    ],
    [
      'the scope sets it already',
      { headers: [row('X-M2-World-Id')], scope: 'world', scopeValues: { 'x-m2-world-id': '1' } },
      'chromium',
      /twice/,
    ],
    [
      'the browser’s own is changed already',
      { headers: [row('origin')], origin: { change: 'remove' } },
      'chromium',
      /twice/,
    ],
  ])('%s', async (_, settings, browser, fault) => {
    show(settings, browser)
    await waitFor(() => expect(faults()).toEqual([expect.stringMatching(fault)]))
    const last = names().at(-1)
    expect(last?.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(last?.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(fault)
  })

  test.each<[string, Partial<HandshakeSettings>]>([
    ['a row that is switched off', { headers: [row('Upgrade', '1', false)] }],
    ['a row that is still empty', { headers: [row('', '')] }],
    ['a scope header without a value', { headers: [row('x-m2-world-id')], scope: 'world' }],
    ['what only the other browser minds', { headers: [row('x-a', '')] }],
  ])('nothing of %s', async (_, settings) => {
    show(settings)
    await waitFor(() => expect(names()).toHaveLength(1))
    expect(faults()).toEqual([])
  })
})

describe('what the browser sends by itself', () => {
  test('is shown, and can be replaced and removed', async () => {
    const shown = show()
    await screen.findByRole('group', { name: 'Origin' })
    expect(screen.getByRole('group', { name: 'Origin' }).textContent).toContain('chrome-extension://switchboard')
    expect(screen.getByRole('group', { name: 'User-Agent' }).textContent).toContain('Mozilla/5.0 Test')
    fireEvent.change(screen.getByRole('combobox', { name: 'Origin header' }), { target: { value: 'replace' } })
    const value = await screen.findByRole('textbox', { name: 'Origin value' })
    fireEvent.input(value, { target: { value: 'https://example.com' } })
    fireEvent.change(screen.getByRole('combobox', { name: 'User-Agent header' }), { target: { value: 'remove' } })
    expect(await stored(shown)).toMatchObject({
      cookie: { change: 'keep' },
      origin: { change: 'replace', value: 'https://example.com' },
      userAgent: { change: 'remove' },
    })
  })

  test('is masked where it is a secret, and says what cannot be sent', async () => {
    show({ cookie: { change: 'replace', value: 'a\u0007b' } })
    const cookie = await screen.findByRole('textbox', { name: 'Cookie value' })
    expect(cookie.classList).toContain('masked')
    expect(cookie.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByRole('group', { name: 'Cookie' }).textContent).toContain('control character')
  })
})

test('what was to replace a header comes back when it is chosen again', async () => {
  show({ cookie: { change: 'replace', value: 'sid=1' } })
  const choose = async (value: string) =>
    fireEvent.change(await screen.findByRole('combobox', { name: 'Cookie header' }), { target: { value } })
  await choose('keep')
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Cookie value' })).toBeNull())
  await choose('replace')
  const value = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Cookie value' })
  expect(value.value).toBe('sid=1')
})

test('a name with a variable is right until it is filled in', async () => {
  show({ headers: [row('{{name}}'), row('no good')] })
  await waitFor(() => expect(names()).toHaveLength(2))
  expect(faults()).toEqual([expect.stringContaining('no good')])
})
