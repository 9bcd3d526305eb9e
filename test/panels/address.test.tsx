import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { newProfile } from '../../src/core/profile.ts'
import { refuse } from '../../src/core/result.ts'
import { connectionOf, fakeSession, orders, prices } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const url = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'URL' })
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const type = (input: HTMLElement, value: string) => fireEvent.input(input, { target: { value } })
const paste = (text: string) => {
  url().setSelectionRange(0, url().value.length)
  return fireEvent.paste(url(), { clipboardData: { getData: () => text } })
}

describe('the URL in parts', () => {
  const show = (change: Partial<typeof orders>) => {
    const shown = showInspector(fakeSession({ profiles: [{ ...orders, ...change }] }))
    fireEvent.click(screen.getByRole('tab', { name: 'Parameters' }))
    return shown
  }

  test('is the same text as the whole', async () => {
    show({ url: 'ws://localhost:8080/a' })
    await waitFor(() => expect(field('Port').value).toBe('8080'))
    type(field('Port'), '0')
    await waitFor(() => expect(url().value).toBe('ws://localhost/a'))
    type(field('Host'), 'example.com')
    fireEvent.change(screen.getByRole('combobox', { name: 'Scheme' }), { target: { value: 'wss' } })
    await waitFor(() => expect(url().value).toBe('wss://example.com/a'))
    type(url(), 'ws://other:1/b?x=y')
    await waitFor(() => expect(field('Path').value).toBe('/b'))
    expect(screen.getAllByRole('textbox', { name: 'Parameter name' })).toHaveLength(2)
  })

  test('takes an IPv6 address as it is typed', async () => {
    show({ url: 'ws://h:8080/a' })
    await waitFor(() => expect(field('Host').value).toBe('h'))
    for (const typed of ['[', '[:', '[::', '[::1', '[::1]']) {
      type(field('Host'), typed)
      await waitFor(() => expect(url().value).toBe(`ws://${typed.replace(']', '')}]:8080/a`))
      await waitFor(() => expect(field('Host').value).toBe(typed))
      expect(field('Port').value).toBe('8080')
    }
    type(url(), 'ws://other/')
    await waitFor(() => expect(field('Host').value).toBe('other'))
  })

  test('changes the name of a parameter and not its value, which may be no UTF-8', async () => {
    show({ url: 'ws://h/?name=M%FCller' })
    const names = () => screen.getAllByRole('textbox', { name: 'Parameter name' })
    await waitFor(() => expect(names()).toHaveLength(2))
    type(names()[0] as HTMLElement, 'who')
    await waitFor(() => expect(url().value).toBe('ws://h/?who=M%FCller'))
  })

  test('has parameters that are switched off and on, written and removed', async () => {
    const { session } = show({ url: 'ws://h/?a=1&b=2' })
    const names = () => screen.getAllByRole<HTMLInputElement>('textbox', { name: 'Parameter name' }).map((n) => n.value)
    await waitFor(() => expect(names()).toEqual(['a', 'b', '']))
    fireEvent.click(screen.getAllByRole('checkbox', { name: 'Send parameter' })[0] as HTMLElement)
    await waitFor(() => expect(url().value).toBe('ws://h/?b=2'))
    expect(names()).toEqual(['a', 'b', ''])
    fireEvent.blur(url())
    await waitFor(() =>
      expect(session.mirror.profiles.value[0]?.switchedOffParameters).toEqual([{ at: 0, text: 'a=1' }]),
    )
    type(screen.getAllByRole('textbox', { name: 'Parameter name' })[2] as HTMLElement, 'room')
    await waitFor(() => expect(names()).toEqual(['a', 'b', 'room', '']))
    type(screen.getAllByRole('textbox', { name: 'Parameter value' })[2] as HTMLElement, 'a & b')
    await waitFor(() => expect(url().value).toBe('ws://h/?b=2&room=a%20%26%20b'))
    fireEvent.click(screen.getAllByRole('button', { name: 'Remove parameter' })[1] as HTMLElement)
    await waitFor(() => expect(url().value).toBe('ws://h/?room=a%20%26%20b'))
    fireEvent.click(screen.getAllByRole('checkbox', { name: 'Send parameter' })[0] as HTMLElement)
    await waitFor(() => expect(url().value).toBe('ws://h/?a=1&room=a%20%26%20b'))
  })
})

test.each(['Parameter name', 'Parameter value'])(
  'who begins a parameter goes on writing in its field: %s',
  async (name) => {
    showInspector(fakeSession({ profiles: [newProfile('p1', { url: 'ws://h/' })] }))
    fireEvent.click(screen.getByRole('tab', { name: 'Parameters' }))
    const input = await screen.findByRole('textbox', { name })
    input.focus()
    type(input, 'r')
    await screen.findByRole('button', { name: 'Remove parameter' })
    expect(document.activeElement?.getAttribute('aria-label')).toBe(name)
  },
)

test('a parameter that was removed by mistake comes back as it was', async () => {
  showInspector(
    fakeSession({
      profiles: [newProfile('p1', { url: 'ws://h/?a=%FC&b=2', switchedOffParameters: [{ at: 1, text: 'token=1' }] })],
    }),
  )
  fireEvent.click(screen.getByRole('tab', { name: 'Parameters' }))
  const remove = async () =>
    fireEvent.click((await screen.findAllByRole('button', { name: 'Remove parameter' }))[0] as HTMLElement)
  await remove()
  await screen.findByText('“a” was deleted')
  await remove()
  await screen.findByText('“token” was deleted')
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(url().value).toBe('ws://h/?a=%FC&b=2'))
  const names = screen.getAllByRole<HTMLInputElement>('textbox', { name: 'Parameter name' }).map((n) => n.value)
  expect(names).toEqual(['a', 'token', 'b', ''])
})

describe('what is pasted into the URL', () => {
  test('a web address becomes one for WebSockets, which can be undone', async () => {
    showInspector()
    expect(paste(' https://example.com/live?x=1\n')).toBe(false)
    await waitFor(() => expect(url().value).toBe('wss://example.com/live?x=1'))
    expect(screen.getByRole('status', { name: 'Last paste' }).textContent).toContain('https:// was read as wss://.')
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(url().value).toBe(orders.url))
  })

  test('a command line fills in the form, and undo empties it again', async () => {
    const { session } = showInspector()
    paste("wscat -c wss://example.com/a -s v1 \\\n  -H 'Authorization: Bearer abc' -H 'X-Room: 7' --no-check")
    await waitFor(() => expect(url().value).toBe('wss://example.com/a'))
    expect(field('Subprotocols').value).toBe('v1')
    await waitFor(() =>
      expect(session.handshakes.get('p1')).toMatchObject({
        auth: { type: 'bearer', token: 'abc' },
        headers: [{ name: 'X-Room', value: '7' }],
      }),
    )
    expect(screen.getByRole('status', { name: 'Last paste' }).textContent).toContain('not taken over: 1')
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(url().value).toBe(orders.url))
    await waitFor(() => expect(session.handshakes.get('p1')).toMatchObject({ auth: { type: 'none' }, headers: [] }))
  })

  test('is undone in the profile it was pasted into, and offered nowhere else', async () => {
    const { model } = showInspector()
    paste('https://example.com/live')
    await screen.findByRole('button', { name: 'Undo' })
    await act(() => model.selection.select(prices.id))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
    await act(() => model.selection.select(orders.id))
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(url().value).toBe(orders.url))
  })

  test('a command line that opens nothing says so at the field', async () => {
    showInspector()
    paste('wscat --listen 8080')
    expect((await screen.findByRole('alert')).textContent).toMatch(/server/)
    expect(url().getAttribute('aria-invalid')).toBe('true')
    expect(url().value).toBe(orders.url)
  })

  test.each(['wss://example.com/', 'curling club', ''])('“%s” is pasted as it is', (text) => {
    showInspector()
    expect(paste(text)).toBe(true)
  })

  test('a part of the URL is left alone', () => {
    showInspector()
    url().setSelectionRange(2, 4)
    expect(fireEvent.paste(url(), { clipboardData: { getData: () => 'http://example.com' } })).toBe(true)
  })
})

describe('completion', () => {
  const offered = () => [...document.querySelectorAll<HTMLOptionElement>('datalist option')].map(({ value }) => value)

  test('offers what was connected before and what the profiles have, only while something is typed', async () => {
    const session = fakeSession({ connections: [connectionOf(orders)] })
    showInspector(session)
    expect(offered()).toEqual([prices.url])
    session.tell({ phase: 'open', since: 1, protocol: '', extensions: '' })
    type(url(), 'wss://exa')
    await waitFor(() => expect(offered()).toEqual([orders.url, prices.url]))
    expect(url().getAttribute('list')).toBe(document.querySelector('datalist')?.id)
    fireEvent.blur(url())
    expect(url().hasAttribute('list')).toBe(false)
    await waitFor(() => expect(localStorage.getItem('used-urls')).toBe(`["${orders.url}"]`))
  })

  test('keeps no address with a secret, which would stay when its profile goes', async () => {
    const secret = { ...orders, url: 'wss://h/feed?token=s3cret' }
    const session = fakeSession({ profiles: [secret, prices], connections: [connectionOf(secret)] })
    showInspector(session)
    session.tell({ phase: 'open', since: 1, protocol: '', extensions: '' })
    session.tell({ phase: 'open', since: 1, protocol: '', extensions: '' }, { id: 'c2', profileId: 'p2', logId: 'p2' })
    fireEvent.click(screen.getByRole('treeitem', { name: /Prices/ }))
    await waitFor(() => expect(localStorage.getItem('used-urls')).toBe(`["${prices.url}"]`))
    expect(offered()).toEqual([secret.url])
  })
})

test('a refused web address is offered as one for WebSockets', async () => {
  const session = fakeSession({ profiles: [newProfile('p1', { url: 'HTTP://example.com/a' })] })
  session.answer({ 'connection.create': () => refuse('invalid-url', 'Use ws:// instead.', { field: 'url' }) })
  showInspector(session)
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Use ws://example.com/a' }))
  await waitFor(() => expect(url().value).toBe('ws://example.com/a'))
  expect(screen.queryByRole('alert')).toBeNull()
})
