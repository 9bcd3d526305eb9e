import { act, cleanup, screen } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import type { ConnectionState } from '../../src/core/connection.ts'
import { connectionOf, endedByRestart, fakeSession, orders } from './fake-session.ts'
import { showInspector } from './show-inspector.tsx'

afterEach(cleanup)

const none = { count: 0, bytes: 0, lastAt: undefined }

test('what went over a connection before it was shown is not of its first second, before which no rate is told', async () => {
  const { trafficChannel, model } = showInspector(fakeSession({ connections: [connectionOf(orders)] }))
  const received = (count: number) => ({ sent: none, received: { ...none, count }, bufferedAmount: 0, runs: [] })
  await act(() => trafficChannel.tell('c1', received(5000)))
  expect(screen.getByRole('group', { name: 'Traffic' }).textContent).not.toContain('/s')
  await act(() => {
    trafficChannel.tell('c1', received(5003))
    model.traffic.tick()
  })
  expect(screen.getByRole('group', { name: 'Traffic' }).textContent).toMatch(/3\/s$/)
})

test('what came while nobody was asked for many seconds is not the rate of one', async () => {
  const { trafficChannel, model } = showInspector(fakeSession({ connections: [connectionOf(orders)] }))
  const received = (count: number) => ({ sent: none, received: { ...none, count }, bufferedAmount: 0, runs: [] })
  await act(() => trafficChannel.tell('c1', received(0)))
  const later = performance.now() + 4000
  vi.spyOn(performance, 'now').mockReturnValue(later)
  await act(() => {
    trafficChannel.tell('c1', received(1200))
    model.traffic.tick()
  })
  vi.restoreAllMocks()
  expect(model.traffic.rates.value).toEqual([300, 300, 300, 300])
})

test('what went over a connection is counted each way, with the rate of the last second', async () => {
  const open: ConnectionState = { phase: 'open', since: 1, protocol: '', extensions: '' }
  const session = fakeSession({ connections: [connectionOf(orders, { state: open })] })
  const { trafficChannel, model } = showInspector(session)
  expect(trafficChannel.posted).toEqual([{ type: 'ask' }])
  expect(screen.queryByRole('group', { name: 'Traffic' })).toBeNull()
  const at = new Date(2026, 0, 2, 3, 4, 5).getTime()
  await act(() => {
    trafficChannel.tell('c1', { sent: none, received: none, bufferedAmount: 0, runs: [] })
    trafficChannel.tell('other', { sent: none, received: none, bufferedAmount: 0, runs: [] })
    trafficChannel.tell('c1', {
      sent: none,
      received: { count: 12, bytes: 3400, lastAt: at, last: 'tick\u0000 12' },
      bufferedAmount: 5,
      runs: [],
    })
    model.traffic.tick()
  })
  expect(screen.getByRole('group', { name: 'Sent' }).textContent).toBe('0 · 0 B')
  expect(screen.getByRole('group', { name: 'Received' }).textContent).toBe('12 · 3.4 kB03:04:05tick␀ 12')
  expect(screen.getByRole('group', { name: 'Traffic' }).textContent).toMatch(/12\/s5 B waiting to be sent$/)
  await act(() => model.traffic.tick())
  expect(model.traffic.rates.value).toEqual([12, 0])
  // The transport may have gone with the connection, and have nothing more to tell.
  await act(() => session.tell(endedByRestart))
  expect(screen.getByRole('group', { name: 'Traffic' }).textContent).not.toContain('waiting to be sent')
})
