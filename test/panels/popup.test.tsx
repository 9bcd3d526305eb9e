import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { Popup } from '../../panels/popup/popup.tsx'
import { createPopup } from '../../panels/popup/popup-model.ts'
import type { ConnectionState } from '../../src/core/connection.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { emptyScript } from '../../src/core/script.ts'
import { fakeKept } from './fake-kept.ts'
import { fakeLogs, received } from './fake-logs.ts'
import { connectionOf, endedByRestart, fakeSession, orders, prices } from './fake-session.ts'
import { fakeTraffic } from './fake-traffic.ts'

afterEach(cleanup)

const open: ConnectionState = { phase: 'open', since: 1, protocol: '', extensions: '' }

function showPopup(states: readonly ConnectionState[], logs = fakeLogs(), kept = fakeKept()) {
  const traffic = fakeTraffic()
  const connections = states.map((state, index) =>
    connectionOf([orders, prices][index] ?? orders, { id: `c${index + 1}`, owner: 'background', state }),
  )
  const session = fakeSession({ connections: [...connections, connectionOf(prices, { id: 'mine' })] })
  const requestHostAccess = async () => true
  render(<Popup model={createPopup({ session, logs, trafficChannel: traffic, kept, requestHostAccess })} />)
  return { session, logs, traffic, kept }
}

const message = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
const submit = () => fireEvent.submit(message().form as HTMLFormElement)
const lastAnswer = () => screen.getByRole('status', { name: 'Last answer' })

test('lists what is pinned, and nothing else', () => {
  showPopup([open, { phase: 'idle' }])
  expect(screen.getByRole('list', { name: 'Pinned connections' }).children).toHaveLength(2)
  expect(screen.getByRole('button', { name: 'Orders' }).getAttribute('aria-expanded')).toBe('true')
})

test('says what to do while nothing is pinned', () => {
  showPopup([])
  expect(screen.getByText(/^Nothing is pinned/)).toBeTruthy()
})

test('leads to the options', () => {
  showPopup([])
  const link = screen.getByRole('link', { name: 'Switchboard options' })
  expect(link.getAttribute('href')).toBe('/panels/options/index.html')
})

test('a connection that failed looks like one that was refused, but for what the person gave up', () => {
  const closed = { phase: 'closed', at: 1, during: 'handshake', code: 1006, reason: '', clean: false } as const
  showPopup([
    { ...closed, cause: 'network' },
    { ...closed, cause: 'user' },
  ])
  const looks = [...document.querySelectorAll<HTMLElement>('.state-dot')].map(({ dataset }) => dataset.look)
  expect(looks).toEqual(['refused', 'closed'])
})

test('connects and disconnects', async () => {
  const { session } = showPopup([open, { phase: 'idle' }])
  fireEvent.click(screen.getByRole('button', { name: 'Disconnect' }))
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }))
  const orders = () => session.calls.filter(({ name }) => name.startsWith('connection.'))
  await waitFor(() => expect(orders()).toHaveLength(2))
  expect(orders()).toEqual([
    { name: 'connection.disconnect', given: { connectionId: 'c1' } },
    { name: 'connection.connect', given: { connectionId: 'c2' } },
  ])
})

test('says why a connection was refused while the popup was closed', () => {
  const refusal = { code: 'url-blocked', message: 'Policy blocks it.', rule: 'Block ws://*/*' } as const
  showPopup([open, { phase: 'refused', at: 1, refusal }])
  expect(screen.getByRole('alert').textContent).toContain('Policy blocks it.')
  expect(screen.getByRole('alert').closest('li')?.textContent).toContain('Prices')
})

test('sends what is typed, as any JSON on a JSON connection', async () => {
  const { session } = showPopup([open])
  fireEvent.input(message(), { target: { value: '[1]' } })
  submit()
  await waitFor(() =>
    expect(session.calls).toContainEqual({
      name: 'message.send',
      given: { connectionId: 'c1', text: '[1]', sendAs: 'json-value' },
    }),
  )
})

test('shows why nothing was sent', async () => {
  const { session } = showPopup([{ phase: 'idle' }])
  session.answer({ 'message.send': () => refuse('not-connected', 'Nothing was sent.') })
  submit()
  expect((await screen.findByRole('alert')).dataset.outcome).toBe('not-connected')
})

test('shows the last answer as it comes, whatever was sent since', async () => {
  const { logs } = showPopup([open], fakeLogs(received(500)))
  await waitFor(() => expect(lastAnswer().textContent).toBe('{"n":500}'))
  await act(() => logs.grow([{ seq: 501, at: 1, type: 'message', direction: 'sent', data: 'mine' }]))
  await act(() => logs.grow(received(1, 502)))
  await waitFor(() => expect(lastAnswer().textContent).toBe('{"n":502}'))
})

test('shows the answers that come after some could not be read', async () => {
  const logs = fakeLogs(received(1))
  logs.failReading(1)
  showPopup([open], logs)
  await act(() => Promise.resolve())
  await act(() => logs.grow(received(1, 2)))
  await waitFor(() => expect(lastAnswer().textContent).toBe('{"n":2}'))
})

test('unfolds one connection at a time', async () => {
  const { logs } = showPopup([open, open])
  fireEvent.click(screen.getByRole('button', { name: 'Prices' }))
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Orders' }).getAttribute('aria-expanded')).toBe('false'),
  )
  expect(screen.getAllByRole('textbox', { name: 'Message' })).toHaveLength(1)
  expect(logs.opened).toEqual(['p1', 'p2'])
})

test('sends a saved message by one click', async () => {
  const { session } = showPopup([open])
  const message = { id: 'm1', name: 'Ping', folder: [], sendAs: 'text', text: 'ping', onConnect: false } as const
  session.answer({ 'script.read': () => ok({ messages: [message] }) })
  await act(() => session.mirror.apply({ type: 'script', profileId: 'p1' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Send “Ping”' }))
  await waitFor(() =>
    expect(session.calls.at(-1)).toEqual({
      name: 'message.send',
      given: { connectionId: 'c1', text: 'ping', sendAs: 'text' },
    }),
  )
})

test('sends with Enter, as it is chosen; Shift and Enter begin a line', async () => {
  const { session } = showPopup([open])
  fireEvent.change(screen.getByRole('combobox', { name: 'Send as' }), { target: { value: 'json-object' } })
  fireEvent.input(message(), { target: { value: '{}' } })
  fireEvent.keyDown(message(), { key: 'Enter', shiftKey: true })
  fireEvent.keyDown(message(), { key: 'Enter', ctrlKey: true })
  await waitFor(() =>
    expect(session.calls.at(-1)?.given).toEqual({ connectionId: 'c1', text: '{}', sendAs: 'json-object' }),
  )
  expect(session.calls.filter(({ name }) => name === 'message.send')).toHaveLength(1)
})

test('sends bytes as they are written in hexadecimal, or says where they are none', async () => {
  const { session } = showPopup([open])
  const sent = () => session.calls.filter(({ name }) => name === 'message.send').map(({ given }) => given)
  fireEvent.change(screen.getByRole('combobox', { name: 'Send as' }), { target: { value: 'binary' } })
  expect((message() as HTMLTextAreaElement).placeholder).toMatch(/^10 0e/)
  fireEvent.input(message(), { target: { value: 'deadbeef' } })
  submit()
  await waitFor(() => expect(sent()).toEqual([{ connectionId: 'c1', text: '3q2+7w==', sendAs: 'binary' }]))
  fireEvent.input(message(), { target: { value: 'de g0' } })
  submit()
  expect((await screen.findByRole('alert')).textContent).toBe('Line 1, column 4: “g” is not a hexadecimal digit.')
  expect(sent()).toHaveLength(1)
})

test('is walked with the arrows, and begins where one writes', async () => {
  showPopup([open, open])
  await waitFor(() => expect(document.activeElement).toBe(message()))
  const [first, second] = ['Orders', 'Prices'].map((name) => screen.getByRole('button', { name }))
  first?.focus()
  fireEvent.keyDown(first as HTMLElement, { key: 'ArrowDown' })
  expect(document.activeElement).toBe(second)
  fireEvent.keyDown(second as HTMLElement, { key: 'ArrowDown' })
  expect(document.activeElement).toBe(second)
  fireEvent.keyDown(second as HTMLElement, { key: 'ArrowUp' })
  expect(document.activeElement).toBe(first)
})

test('shows what comes to a log whose oldest entries go at the same time, and not what has gone', async () => {
  const { logs } = showPopup([open], fakeLogs(received(5)))
  await waitFor(() => expect(lastAnswer().textContent).toContain('{"n":5}'))
  await act(() => logs.trim(3))
  expect(lastAnswer().textContent).toContain('{"n":5}')
  const earlier = screen.getByRole('list', { name: 'Earlier answers' })
  expect(Array.from(earlier.children, ({ textContent }) => textContent)).toEqual([
    expect.stringContaining('{"n":4}'),
    expect.stringContaining('{"n":3}'),
  ])
  // Told together: as many have come as have gone.
  await act(() => logs.grow(received(1, 6), 4))
  await waitFor(() => expect(lastAnswer().textContent).toContain('{"n":6}'))
})

test('shows earlier answers below the last', async () => {
  showPopup([open], fakeLogs(received(500)))
  const earlier = await screen.findByRole('list', { name: 'Earlier answers' })
  expect([...earlier.querySelectorAll('span')].map(({ textContent }) => textContent)).toEqual([
    '{"n":499}',
    '{"n":498}',
    '{"n":497}',
  ])
})

test('who listens hears answers one by one, and no flood of them', async () => {
  const { logs } = showPopup([open], fakeLogs([]))
  const answer = (seq: number, at: number) =>
    act(() => logs.grow([{ seq, at, type: 'message', direction: 'received', data: `answer ${seq}` }]))
  await answer(1, 1000)
  await answer(2, 4000)
  await waitFor(() => expect(lastAnswer().textContent).toBe('answer 2'))
  expect(lastAnswer().getAttribute('aria-live')).not.toBe('off')
  await answer(3, 4050)
  await waitFor(() => expect(lastAnswer().textContent).toBe('answer 3'))
  expect(lastAnswer().getAttribute('aria-live')).toBe('off')
})

test('stops a sequence that runs, by its name, on its connection', async () => {
  const { session, traffic } = showPopup([open, open])
  const flow = { count: 0, bytes: 0, lastAt: undefined }
  const run = { run: 1, times: 0, step: 1, steps: 1, unsent: 0 }
  const tell = (state: 'running' | 'stopped') =>
    act(() =>
      traffic.tell('c2', {
        ...{ sent: flow, received: flow, bufferedAmount: 0 },
        runs: [
          { ...run, sequenceId: 's1', state, sent: 1200 },
          { ...run, sequenceId: 's2', state: 'done', sent: 1 },
        ],
      }),
    )
  session.scripts.set('p2', {
    ...emptyScript,
    sequences: [{ id: 's1', name: 'Heartbeat', steps: [], times: 0, every: 0, rate: 0 }],
  })
  expect(screen.queryByRole('list', { name: 'Running sequences' })).toBeNull()
  await tell('running')
  const stop = await screen.findByRole('button', { name: 'Stop Heartbeat' })
  expect(screen.getByRole('list', { name: 'Running sequences' }).textContent).toContain('1,200')
  fireEvent.click(stop)
  await waitFor(() =>
    expect(session.calls).toContainEqual({ name: 'sequence.stop', given: { connectionId: 'c2', sequenceId: 's1' } }),
  )
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Prices' }))
  await tell('stopped')
  expect(screen.queryByRole('list', { name: 'Running sequences' })).toBeNull()
  await tell('running')
  // The transport may have gone with the connection, and have nothing more to tell.
  await act(() => session.tell(endedByRestart, { id: 'c2', profileId: 'p2', owner: 'background' }))
  expect(screen.queryByRole('list', { name: 'Running sequences' })).toBeNull()
})

test('has what was being written, and to whom, when it is opened again', async () => {
  const { kept } = showPopup([open, open])
  fireEvent.click(screen.getByRole('button', { name: 'Prices' }))
  await act(async () => void fireEvent.input(message(), { target: { value: 'half a mess' } }))
  cleanup()
  showPopup([open, open], fakeLogs(), kept)
  await waitFor(() => expect(message().value).toBe('half a mess'))
  expect(screen.getByRole('button', { name: 'Prices' }).getAttribute('aria-expanded')).toBe('true')
  fireEvent.click(screen.getByRole('button', { name: 'Orders' }))
  await waitFor(() => expect(message().value).toBe(''))
})

test('keeps what was written to others, however early something is written', async () => {
  const { kept } = showPopup([open, open])
  await act(async () => void fireEvent.input(message(), { target: { value: 'to Orders' } }))
  cleanup()
  showPopup([open, open], fakeLogs(), kept)
  fireEvent.click(screen.getByRole('button', { name: 'Prices' }))
  await act(async () => void fireEvent.input(message(), { target: { value: 'to Prices' } }))
  expect(JSON.stringify(await kept.read())).toMatch(/to Orders.*to Prices/)
})

test('keeps the keyboard where it is while a connection is closed', async () => {
  const { session } = showPopup([open])
  const button = screen.getByRole('button', { name: 'Disconnect' })
  button.focus()
  await act(() => session.tell({ phase: 'closing', since: 2, code: 1000, reason: '' }))
  await act(() => session.tell({ phase: 'idle' }))
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Connect' }))
})

test('says why nothing was sent below all that sends, so that nothing moves there', async () => {
  const { session } = showPopup([{ phase: 'idle' }])
  session.answer({ 'message.send': () => refuse('not-connected', 'Nothing was sent.') })
  submit()
  const alert = await screen.findByRole('alert')
  for (const control of [message(), screen.getByRole('button', { name: 'Send' })]) {
    expect(control.compareDocumentPosition(alert)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  }
})

test('asks for access to a host where a connect was refused for want of it, and connects then', async () => {
  const { session } = showPopup([{ phase: 'idle' }])
  const hostAccess = ['wss://example.com/*']
  session.answer({ 'connection.connect': () => refuse('failed', 'It needs your permission.', { hostAccess }) })
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }))
  const allow = await screen.findByRole('button', { name: 'Allow access to example.com' })
  session.answer({ 'connection.connect': () => ok(null) })
  fireEvent.click(allow)
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(session.calls.filter(({ name }) => name === 'connection.connect')).toHaveLength(2)
})
