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
  vi.stubGlobal('AbortSignal', { timeout: () => controller.signal, any: () => controller.signal })
  vi.stubGlobal('fetch', async () => {
    if (!isAnswered) controller.abort()
    tell()
    if (!isAnswered) throw new DOMException('', 'TimeoutError')
  })
  return prober.probe(new URL('ws://h/'), new AbortController().signal)
}

const failed = (error: string) => ({ type: 'failed', error }) as const
const answered = (status: number) => ({ type: 'answered', status, statusLine: '', headers: [] }) as const

it('tells the answer', async () => {
  expect(await probed([answered(404), { type: 'completed' }], true)).toEqual({ status: 404 })
})

it('tells that none came in time, whatever the browser calls a request that was given up', async () => {
  expect(await probed([failed('net::ERR_ABORTED')], false)).toEqual({ error: 'ERR_TIMED_OUT' })
})

it('asks without the user name and the password of the URL, with which no request can be made', async () => {
  const asked: string[] = []
  const prober = new Prober()
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address)
    prober.take({ requestId: '1', url: 'http://h/a', at: 1, ...answered(404) })
    prober.take({ requestId: '1', url: 'http://h/a', at: 1, type: 'completed' })
  })
  expect(await prober.probe(new URL('ws://ada:s3cret@h/a'), new AbortController().signal)).toEqual({ status: 404 })
  expect(asked).toEqual(['http://h/a'])
})

it('tells each of two that ask the same at the same time', async () => {
  const prober = new Prober()
  const answers: (() => void)[] = []
  vi.stubGlobal('fetch', () => new Promise<void>((resolve) => answers.push(resolve)))
  const both = [
    prober.probe(new URL('ws://h/'), new AbortController().signal),
    prober.probe(new URL('ws://h/'), new AbortController().signal),
  ]
  for (const [index, answer] of answers.entries()) {
    prober.take({ requestId: String(index), url: 'http://h/', at: 1, ...answered(404) })
    prober.take({ requestId: String(index), url: 'http://h/', at: 1, type: 'completed' })
    answer()
    await both[index]
  }
  expect(await Promise.all(both)).toEqual([{ status: 404 }, { status: 404 }])
})

it('tells why it failed first, not what followed from that', async () => {
  const told = [failed('HTTP/1.1 307 Internal Redirect'), failed('net::ERR_ABORTED')]
  expect(await probed(told, true)).toEqual({ error: 'HTTP/1.1 307 Internal Redirect' })
})
