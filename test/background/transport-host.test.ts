import { beforeEach, expect, it, vi } from 'vitest'
import { TransportHost } from '../../src/background/transport-host.ts'
import { ok } from '../../src/core/result.ts'
import type { Port } from '../../src/platform/port.ts'
import { soon } from '../soon.ts'

const page = vi.hoisted(() => ({ isThere: false, made: 0, called: 0, refuses: false, making: Promise.resolve() }))
vi.mock('../../src/platform/transport-page.ts', () => ({
  hasTransportPage: async () => page.isThere,
  createTransportPage: async () => {
    if (page.refuses) throw new Error('Only a single offscreen document may be created.')
    page.made += 1
    await page.making
  },
}))
vi.mock('../../src/platform/port.ts', () => ({
  broadcast: () => {
    page.called += 1
  },
}))

beforeEach(() => {
  page.isThere = false
  page.made = 0
  page.called = 0
  page.refuses = false
  page.making = Promise.resolve()
})

/** The page's end of a port. */
function pagePort() {
  let hear: (message: unknown) => void = () => {}
  let close = () => {}
  const posted: unknown[] = []
  const port: Port = {
    page: '',
    post: (message) => posted.push(message),
    onMessage: (listener) => {
      hear = listener
    },
    onClose: (listener) => {
      close = listener
    },
    close: () => {},
  }
  const tell = (event: object) => hear(event)
  return { port, posted, tell, report: () => tell({ type: 'report', connections: [] }), close: () => close() }
}

function newHost() {
  const reports: number[] = []
  const host = new TransportHost({ onReport: ({ length }) => reports.push(length), onEvent: () => {} })
  return { host, reports }
}

it('waits for the report of a page that outlived the last run', async () => {
  const { host } = newHost()
  const { port, report } = pagePort()
  host.attach(port)
  const found = host.recover(true)
  report()
  expect(await found).toBe(true)
})

it('does not call a page that has called by itself while it was looked for, which would leave its port', async () => {
  page.isThere = true
  const { host } = newHost()
  const found = host.recover(true)
  const { port, report } = pagePort()
  host.attach(port)
  report()
  expect(await found).toBe(true)
  expect(page.called).toBe(0)
})

it('does not wait for a page that has gone before its report', async () => {
  const { host, reports } = newHost()
  const { port, close } = pagePort()
  host.attach(port)
  const found = host.recover(false)
  close()
  expect(await found).toBe(false)
  expect(reports).toEqual([0])
})

it('makes a page where the one that called was on its way out', async () => {
  const { host } = newHost()
  const gone = pagePort()
  host.attach(gone.port)
  const started = host.start()
  gone.close()
  await soon(() => expect(page.made).toBe(1))
  const { port, report } = pagePort()
  host.attach(port)
  report()
  expect(await started).toEqual(ok(null))
})

it('is not there when that goes, too', async () => {
  const { host } = newHost()
  const started = host.start()
  for (const made of [1, 2]) {
    await soon(() => expect(page.made).toBe(made))
    const { port, close } = pagePort()
    host.attach(port)
    close()
  }
  expect(await started).toMatchObject({ refusal: { message: expect.stringContaining('was closed') } })
})

it('makes a page where the one that was there went just when it was looked for', async () => {
  vi.useFakeTimers()
  page.isThere = true
  const { host } = newHost()
  const found = host.recover(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(page.made).toBe(0)
  page.isThere = false
  await vi.advanceTimersByTimeAsync(1000)
  vi.useRealTimers()
  expect(page.made).toBe(1)
  const { port, report } = pagePort()
  host.attach(port)
  report()
  expect(await found).toBe(true)
})

it('answers who needs it when the page has gone and another is being made, however long ago it was looked for before', async () => {
  vi.useFakeTimers()
  page.isThere = true
  const { host } = newHost()
  const found = host.recover(true)
  await vi.advanceTimersByTimeAsync(0)
  const gone = pagePort()
  host.attach(gone.port)
  gone.report()
  expect(await found).toBe(true)
  page.isThere = false
  gone.close()
  let isMade = () => {}
  page.making = new Promise((resolve) => {
    isMade = resolve
  })
  const started = host.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(page.made).toBe(1)
  // Who was to look again after a second does not: the browser makes one page only, and refuses another.
  page.refuses = true
  await vi.advanceTimersByTimeAsync(1000)
  vi.useRealTimers()
  const { port, report } = pagePort()
  host.attach(port)
  isMade()
  report()
  expect(await started).toEqual(ok(null))
})

it('lets the background begin where the browser makes no page, and says so to who needs one', async () => {
  const { host } = newHost()
  page.refuses = true
  expect(await host.recover(true)).toBe(false)
  expect(await host.start()).toMatchObject({ refusal: { message: expect.stringContaining('Only a single') } })
})

it('says of each event that it was heard: one that was told while it ended is told to the next', () => {
  const { host } = newHost()
  const { port, posted, report, tell } = pagePort()
  host.attach(port)
  report()
  expect(posted).toEqual([])
  tell({ type: 'audited', messages: [] })
  tell({ type: 'soon' })
  expect(posted).toEqual(['heard', 'heard'])
})
