import { afterEach, expect, it, vi } from 'vitest'
import { Prober } from '../../src/background/prober.ts'
import type { RequestEvent } from '../../src/platform/web-request.ts'

afterEach(() => vi.unstubAllGlobals())

type Told = Partial<RequestEvent> & Pick<RequestEvent, 'type'>

/** What comes of a probe of which the browser tells this, and whose time runs out where it is not answered. */
function probed(told: readonly Told[], isAnswered: boolean) {
  const controller = new AbortController()
  const prober = new Prober()
  const tell = () => {
    for (const event of told) prober.take({ requestId: '1', url: 'http://h/', at: 1, ...event } as RequestEvent)
  }
  vi.stubGlobal('AbortSignal', { timeout: () => controller.signal })
  vi.stubGlobal('fetch', async () => {
    if (!isAnswered) controller.abort()
    tell()
    if (!isAnswered) throw new DOMException('', 'TimeoutError')
  })
  return prober.probe(new URL('ws://h/'))
}

const failed = (error: string) => ({ type: 'failed', error }) as const
const answered = (status: number) => ({ type: 'answered', status, statusLine: '', headers: [] }) as const

it('tells the answer', async () => {
  expect(await probed([answered(404), { type: 'completed' }], true)).toEqual({ status: 404 })
})

it('tells that none came in time, whatever the browser calls a request that was given up', async () => {
  expect(await probed([failed('net::ERR_ABORTED')], false)).toEqual({ error: 'ERR_TIMED_OUT' })
})

it('tells why it failed first, not what followed from that', async () => {
  const told = [failed('HTTP/1.1 307 Internal Redirect'), failed('net::ERR_ABORTED')]
  expect(await probed(told, true)).toEqual({ error: 'HTTP/1.1 307 Internal Redirect' })
})
