import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type CloseRequest, normalClosure } from '../../src/core/close-request.ts'
import type { ConnectionEvent } from '../../src/core/connection.ts'
import { noKeepAlive } from '../../src/core/keep-alive.ts'
import type { LogContent } from '../../src/core/log-entry.ts'
import { keepAll, type LogRules } from '../../src/core/log-rules.ts'
import { noReconnect } from '../../src/core/reconnect.ts'
import type { Retention } from '../../src/core/retention.ts'
import type { SavedMessage } from '../../src/core/script.ts'
import type { Sequence, SequenceProgress } from '../../src/core/sequence.ts'
import type { Trigger } from '../../src/core/trigger.ts'
import { type Clock, systemClock } from '../../src/log/clock.ts'
import { Backlog } from '../../src/transport/backlog.ts'
import { Connection } from '../../src/transport/connection.ts'
import { Fitting } from '../../src/transport/fitting.ts'
import { Matching } from '../../src/transport/matching.ts'
import { openSocket, type Socket, type SocketListener } from '../../src/transport/socket.ts'
import { SocketClient } from '../../src/transport/socket-client.ts'
import { SocketServer } from '../../src/transport/socket-server.ts'
import { Transport } from '../../src/transport/transport.ts'
import type { Automation, ConnectionLimits, ConnectionRequest, TransportEvent } from '../../src/wire/transport.ts'
import { ManualClock } from '../log/support.ts'
import { startServer } from '../servers/start.ts'
import { soon } from '../soon.ts'
import { startFitting } from './fitting-thread.ts'
import { startMatching } from './match-thread.ts'

// The sockets are real ones, of the `ws` package, to a real server; in the browsers the same is shown end to end.

/** In Node an error that nobody listens for ends the process, and events cannot be emptied; in browsers it does not, and they can. */
class BrowserWebSocket extends WebSocket {
  static emptied = 0

  constructor(url: string, protocols: string[]) {
    super(url, protocols)
    this.on('error', () => undefined)
    this.addEventListener('message', (event) =>
      Object.assign(Object.getPrototypeOf(event), { initMessageEvent: () => (BrowserWebSocket.emptied += 1) }),
    )
  }
}

const nothing: Automation = {
  ...{ reconnect: noReconnect, keepAlive: noKeepAlive, minify: true },
  ...{ messages: [], triggers: [], variables: [], environment: undefined },
}

let server: Awaited<ReturnType<typeof startServer>>
let events: TransportEvent[]
let log: LogContent[]
let trimmed: [logId: string, before: number, isOver: boolean][]
let marked: [logId: string, seq: number, note: string | undefined][]
let retained: Retention[]
let kept: [logId: string, rules: LogRules][]
let latencies: number[]
let paused: string[]
let progressed: (readonly SequenceProgress[])[]
let transport: Transport
let clock: Clock
/** What checks of schemas wait for. */
let held: Promise<void> | undefined
let sockets: SocketClient
const { port1, port2 } = new MessageChannel()

beforeAll(async () => {
  vi.stubGlobal('WebSocket', BrowserWebSocket)
  const holder = new SocketServer((news, transfer) => port1.postMessage(news, [...transfer]))
  port1.onmessage = ({ data }) => holder.carryOut(data)
  sockets = new SocketClient((request) => port2.postMessage(request))
  port2.onmessage = ({ data }) => sockets.take(data)
  server = await startServer('demo-server.mjs')
})

afterAll(async () => {
  port1.close()
  await server.stop()
  vi.unstubAllGlobals()
})

beforeEach(() => {
  // Named anew: what the connection of the test before ends with must not be told to this one.
  const own = { events: [] as TransportEvent[], log: [] as LogContent[] }
  events = own.events
  log = own.log
  latencies = []
  clock = systemClock
  paused = []
  progressed = []
  trimmed = []
  marked = []
  retained = []
  kept = []
  held = undefined
  const fitting = new Fitting({ clock: systemClock, startWorker: startFitting })
  transport = new Transport({
    openSocket: (options) => sockets.open(options),
    append: (_, content) => own.log.push(content),
    onLogged: () => undefined,
    onDisposed: () => undefined,
    trim: (...given) => trimmed.push(given),
    mark: (...given) => marked.push(given),
    keep: (...given) => kept.push(given),
    retain: (given) => retained.push(given),
    room: () => undefined,
    emit: (event) => own.events.push(event),
    onLatency: (_, latency) => latencies.push(latency),
    now: () => 1,
    random: () => 0.5,
    clock: { now: () => clock.now(), after: (...given) => clock.after(...given) },
    matching: new Matching({ clock: systemClock, startWorker: startMatching }),
    fitting: {
      check: async (task) => {
        await held
        return fitting.check(task)
      },
    },
    builtIns: { now: () => 1, random: () => 0, uuid: () => 'u', count: () => 1 },
    onProgress: () => progressed.push(transport.runs('c')),
    onPause: (connectionId) => paused.push(connectionId),
  })
})

afterEach(() => transport.carryOut({ type: 'dispose', connectionId: 'c', cause: 'user' }))

function open(
  path: string,
  change: Partial<ConnectionRequest> = {},
  limits: ConnectionLimits = { audit: false, toBeJson: true },
  automation: Partial<Automation> = {},
  { attempt = 0, hasTurn = false } = {},
): void {
  const url = `ws://127.0.0.1:${server.port}${path}`
  const request = { url, protocols: [], handshakeTimeout: 30_000, ...change } as const
  transport.carryOut({
    ...{ type: 'open', connectionId: 'c', logId: 'l', request, limits, attempt, hasTurn },
    automation: { ...nothing, ...automation },
  })
}

describe('a schema that what is sent must fit', () => {
  const schema = '{"type":"object","properties":{"n":{"type":"integer"},"s":{"pattern":"^(a+)+$"}},"required":["n"]}'
  const send = (orderId: string, text: string) =>
    transport.carryOut({ type: 'send', connectionId: 'c', orderId, message: { type: 'text', text } })
  const answers = () =>
    events.flatMap((event) =>
      event.type === 'answered' ? [[event.orderId, event.result.ok || event.result.refusal]] : [],
    )

  it('keeps back what does not fit, says where and why, and sends the rest in order', async () => {
    open('/echo', {}, { audit: false }, { schema })
    await soon(() => expect(types()).toContain('opened'))
    send('1', '{"n":1.5}')
    send('2', '{"n":2}')
    send('3', '{}')
    await soon(() => expect(answers()).toHaveLength(3))
    expect(answers()).toMatchObject([
      ['1', { code: 'schema-misfit', message: expect.stringContaining('fit the schema. At /n: '), field: 'message' }],
      ['2', true],
      ['3', { message: expect.stringContaining('"n"') }],
    ])
    await soon(() => expect(log.filter(({ type }) => type === 'message')).toHaveLength(2))
  })

  it('is waited for by all that is sent after it, bytes and what need not fit any more among them', async () => {
    open('/echo', {}, { audit: false }, { schema })
    await soon(() => expect(types()).toContain('opened'))
    send('1', '{"n":1}')
    const binary = { type: 'binary', base64: 'AAEC' } as const
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: '2', message: binary })
    transport.carryOut({ type: 'automate', connectionId: 'c', automation: nothing })
    send('3', 'free')
    await soon(() => expect(answers()).toHaveLength(3))
    expect(answers()).toEqual([
      ['1', true],
      ['2', true],
      ['3', true],
    ])
    const sent = log.flatMap((entry) => (entry.type === 'message' && entry.direction === 'sent' ? [entry.data] : []))
    expect(sent).toEqual(['{"n":1}', new Uint8Array([0, 1, 2]), 'free'])
  })

  it('is for the connection on which a message was sent, and not for the next', async () => {
    open('/echo', {}, { audit: false }, { schema })
    await soon(() => expect(types()).toContain('opened'))
    let release = () => {}
    held = new Promise<void>((resolve) => (release = resolve))
    send('1', '{"n":1}')
    transport.carryOut({ type: 'close', connectionId: 'c', cause: 'user', code: 1000, reason: '' })
    await soon(() => expect(types()).toContain('closed'))
    open('/echo', {}, { audit: false }, { schema })
    await soon(() => expect(types().filter((type) => type === 'opened')).toHaveLength(2))
    release()
    send('2', '{"n":2}')
    await soon(() => expect(answers()).toHaveLength(2))
    expect(answers()).toMatchObject([
      ['1', { code: 'not-connected' }],
      ['2', true],
    ])
  })
})

function changes() {
  return events.flatMap((event) => (event.type === 'changed' ? [event.event] : []))
}

function types(): string[] {
  return log.map(({ type }) => type)
}

describe('a connection', () => {
  it('is opened, carries messages both ways and is closed by order', async () => {
    open('/subprotocol', { protocols: ['v2.example', 'v1.example'] })
    await soon(() => expect(changes()).toMatchObject([{ type: 'opened', protocol: 'v2.example' }]))
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's1', message: { type: 'text', text: '{"a":1}' } })
    expect(events.at(-1)).toEqual({ type: 'answered', orderId: 's1', result: { ok: true, value: null } })
    await soon(() => expect(log).toHaveLength(4))
    transport.carryOut({ type: 'close', connectionId: 'c', cause: 'user', code: 3001, reason: 'bye' })
    await soon(() =>
      expect(changes().at(-1)).toMatchObject({ type: 'closed', cause: 'user', code: 3001, reason: 'bye', clean: true }),
    )
    expect(types()).toEqual(['handshake', 'opened', 'message', 'message', 'closed'])
    expect(log.slice(2, 4)).toEqual([
      { type: 'message', direction: 'sent', data: '{"a":1}' },
      { type: 'message', direction: 'received', data: '{"a":1}', toBeJson: true },
    ])
  })

  it('logs what was sent as the socket sends it: half a surrogate pair cannot be', async () => {
    open('/echo')
    await soon(() => expect(types()).toContain('opened'))
    const text = 'half \ud83d, whole 😀'
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's', message: { type: 'text', text } })
    await soon(() => expect(log).toHaveLength(4))
    const data = 'half \ufffd, whole 😀'
    expect(log.slice(2)).toMatchObject([
      { direction: 'sent', data },
      { direction: 'received', data },
    ])
  })

  it('sends and receives a message of 16 MiB', async () => {
    open('/echo')
    await soon(() => expect(types()).toContain('opened'))
    const text = 'x'.repeat(16 * 1024 * 1024)
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's', message: { type: 'text', text } })
    await soon(() => expect(types()).toEqual(['handshake', 'opened', 'message', 'message']))
    const echo = log.at(-1)
    expect(echo?.type === 'message' && echo.data === text).toBe(true)
  })

  it.each([
    ['/close?code=4001&reason=enough', { cause: 'server', code: 4001, reason: 'enough', clean: true }],
    ['/refuse?status=403', { cause: 'network', code: 1006, clean: false }],
    ['/reset', { cause: 'network', code: 1006, clean: false }],
  ])('tells how %s ended', async (path, close) => {
    open(path)
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'closed', ...close }))
    expect(log.at(-1)).toMatchObject({ type: 'closed', ...close })
  })

  it('says that messages may be missing when it breaks off while they come in', async () => {
    open('/frame?kind=reserved-opcode&count=3&at-once')
    await soon(() => expect(types().at(-1)).toBe('closed'))
    expect(log.at(-2)).toMatchObject({ type: 'note', code: 'gap' })
  })

  it('logs a failed handshake as an error and then its close', async () => {
    open('/refuse?status=500')
    await soon(() => expect(types()).toEqual(['handshake', 'error', 'closed']))
  })

  it('gives up a handshake that takes too long, once', async () => {
    open('/silent', { handshakeTimeout: 100 })
    await soon(() => expect(changes()).toMatchObject([{ type: 'closed', cause: 'timeout' }]))
    expect(types()).toEqual(['handshake', 'error', 'closed'])
    expect(log[1]).toMatchObject({ message: expect.stringContaining('within 0.1 s') })
  })

  it('gives up a handshake by order at once', () => {
    open('/silent')
    transport.carryOut({ type: 'close', connectionId: 'c', cause: 'policy', code: 1000, reason: '' })
    expect(changes()).toMatchObject([{ type: 'closed', cause: 'policy' }])
  })

  it('ends when the browser refuses to open it at all', async () => {
    open('/echo', { protocols: ['twice', 'twice'] })
    const close = { type: 'closed', cause: 'network', detail: expect.stringMatching(/protocol/i) }
    await soon(() => expect(changes()).toMatchObject([close]))
  })

  it('is not logged with what is secret in the words with which the browser refuses it', async () => {
    open('', { url: 'ws://h h/?token=s3cret', secrets: ['s3cret'] })
    const close = { type: 'closed', detail: expect.stringContaining('?token=••••••') }
    await soon(() => expect(changes()).toMatchObject([close]))
    expect(JSON.stringify([log, changes()])).not.toContain('s3cret')
  })

  it('has no secret in the subprotocol that the server chose', async () => {
    open('/echo', { protocols: ['s3cret'], secrets: ['s3cret'] })
    await soon(() => expect(changes()).toMatchObject([{ type: 'opened', protocol: '••••••' }]))
    expect(JSON.stringify([log, changes()])).not.toContain('s3cret')
  })

  it('has no secret in the reason with which the server closes it', async () => {
    open('/close?code=4401&reason=no+such+token:+s3cret', { secrets: ['s3cret'] })
    const close = { type: 'closed', reason: 'no such token: ••••••' }
    await soon(() => expect(changes().at(-1)).toMatchObject(close))
    expect(log.at(-1)).toMatchObject(close)
  })

  it('has what is received marked as to be JSON while the limits ask for it', async () => {
    const received = () => log.filter((content) => content.type === 'message' && content.direction === 'received')
    const echoed = async (text: string, count: number) => {
      transport.carryOut({ type: 'send', connectionId: 'c', orderId: text, message: { type: 'text', text } })
      await soon(() => expect(received()).toHaveLength(count))
    }
    open('/echo')
    await soon(() => expect(types()).toContain('opened'))
    await echoed('as JSON', 1)
    // The kind of the profile was changed while the connection is open.
    transport.carryOut({ type: 'limit', connectionId: 'c', limits: { audit: false } })
    await echoed('as text', 2)
    transport.carryOut({ type: 'limit', connectionId: 'c', limits: { audit: false, toBeJson: true } })
    await echoed('as JSON again', 3)
    expect(received()).toEqual([
      { type: 'message', direction: 'received', data: 'as JSON', toBeJson: true },
      { type: 'message', direction: 'received', data: 'as text' },
      { type: 'message', direction: 'received', data: 'as JSON again', toBeJson: true },
    ])
  })

  it('tells size and SHA-256 of each message while the limits ask for it, in order', async () => {
    open('/echo', {}, { audit: true })
    await soon(() => expect(changes()).toMatchObject([{ type: 'opened' }]))
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's', message: { type: 'text', text: 'ü' } })
    const told = () => events.flatMap((event) => (event.type === 'audited' ? event.messages : []))
    await soon(() => expect(told()).toHaveLength(2))
    const sha256 = createHash('sha256').update('ü').digest('hex')
    expect(told()).toEqual([
      { connectionId: 'c', direction: 'sent', at: 1, bytes: 2, sha256 },
      { connectionId: 'c', direction: 'received', at: 1, bytes: 2, sha256 },
    ])
    transport.carryOut({ type: 'limit', connectionId: 'c', limits: { audit: false } })
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's', message: { type: 'text', text: 'x' } })
    await soon(() => expect(log).toHaveLength(6))
    expect(told()).toHaveLength(2)
  })

  it('tells the beginning of each message’s content while the limits ask for it', async () => {
    open('/echo', {}, { audit: 'content' })
    await soon(() => expect(changes()).toMatchObject([{ type: 'opened' }]))
    const long = `x${'ü'.repeat(5000)}`
    const sent = [{ type: 'text', text: long } as const, { type: 'binary', base64: btoa('\u0000\u00ff') } as const]
    for (const message of sent) transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's', message })
    const told = () => events.flatMap((event) => (event.type === 'audited' ? event.messages : []))
    await soon(() => expect(told()).toHaveLength(4))
    expect(told()).toMatchObject([
      { direction: 'sent', bytes: 10_001, content: { type: 'text', data: long.slice(0, 4096), cut: true } },
      { direction: 'sent', bytes: 2, content: { type: 'base64', data: 'AP8=', cut: false } },
      { direction: 'received', bytes: 10_001, content: { type: 'text', cut: true } },
      { direction: 'received', bytes: 2, content: { type: 'base64', data: 'AP8=' } },
    ])
  })

  it('closes when a message is larger than policy allows, and does not keep it', async () => {
    open('/echo')
    await soon(() => expect(changes()).toMatchObject([{ type: 'opened' }]))
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's', message: { type: 'text', text: 'üü' } })
    const limits = { audit: false, maxMessage: { bytes: 3, by: 'policy' } } as const
    transport.carryOut({ type: 'limit', connectionId: 'c', limits })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'closed', cause: 'policy', code: 4009 }))
    expect(log).toContainEqual({ type: 'note', code: 'policy', message: expect.stringContaining('4 bytes') })
    expect(log).not.toContainEqual({ type: 'message', direction: 'received', data: 'üü' })
  })

  it('keeps every frame of a flood apart and in order', async () => {
    open('/flood?count=5000&size=100')
    await soon(() => expect(log.filter(({ type }) => type === 'message')).toHaveLength(5000))
    const numbers = log.flatMap((entry) => (entry.type === 'message' ? [JSON.parse(String(entry.data)).n] : []))
    const [first] = numbers
    expect(numbers).toEqual(Array.from({ length: 5000 }, (_, index) => first + index))
  })

  it('empties what brought its messages once these were handed on', async () => {
    const before = BrowserWebSocket.emptied
    open('/flood?count=500&size=100')
    await soon(() => expect(log.filter(({ type }) => type === 'message')).toHaveLength(500))
    expect(BrowserWebSocket.emptied - before).toBe(500)
  })
})

describe('orders', () => {
  it('that the server has begun to close sends nothing more, and was closed by the server', async () => {
    const context = { connectionId: 'c', audit: () => undefined, now: () => 1 }
    const seen: ConnectionEvent[] = []
    let socket: Socket | undefined
    const request = { url: `ws://127.0.0.1:${server.port}/linger?count=0`, protocols: [], handshakeTimeout: 30_000 }
    const connection = new Connection(
      request,
      { audit: false },
      {
        ...context,
        log: (content) => log.push(content),
        onEvent: (event) => seen.push(event),
        openSocket: (options) => {
          socket = openSocket(options)
          return socket
        },
      },
    )
    connection.open(0)
    await soon(() => expect(seen).toMatchObject([{ type: 'opened' }]))
    connection.send('close')
    await soon(() => expect(socket?.isClosing).toBe(true))
    expect(connection.send('late')).toMatchObject({
      refusal: { code: 'not-connected', message: expect.stringContaining('begun to close') },
    })
    connection.close('user', normalClosure)
    await soon(() => expect(seen.at(-1)).toMatchObject({ type: 'closed', cause: 'server', code: 1001 }), 10_000)
    expect(types()).toEqual(['handshake', 'opened', 'message', 'note', 'closed'])
  })

  it('refuses to send on what is not open, and logs that', async () => {
    open('/silent')
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's', message: { type: 'text', text: 'x' } })
    expect(events).toMatchObject([
      { type: 'answered', orderId: 's', result: { ok: false, refusal: { code: 'not-connected' } } },
    ])
    expect(log.at(-1)).toMatchObject({ type: 'note', code: 'send-refused' })
  })

  it('reports every connection with its true state until it is disposed', async () => {
    open('/echo')
    await soon(() => expect(changes()).toHaveLength(1))
    transport.carryOut({ type: 'report' })
    expect(events.at(-1)).toMatchObject({
      type: 'report',
      connections: [{ connectionId: 'c', url: expect.stringMatching(/\/echo$/), state: { phase: 'open' } }],
    })
    transport.carryOut({ type: 'dispose', connectionId: 'c', cause: 'owner-gone' })
    transport.carryOut({ type: 'report' })
    expect(events.at(-1)).toEqual({ type: 'report', connections: [] })
    await soon(() => expect(log.at(-1)).toMatchObject({ type: 'closed', cause: 'owner-gone' }))
    expect(changes()).toHaveLength(1)
  })

  it('logs nothing more of one that is disposed silently, not even a handshake given up', () => {
    open('/echo')
    expect(types()).toEqual(['handshake'])
    transport.carryOut({ type: 'dispose', connectionId: 'c', cause: 'user', silent: true })
    expect(types()).toEqual(['handshake'])
  })
})

describe('a socket', () => {
  let now: number
  let seen: ConnectionEvent[]
  let ordered: CloseRequest[]
  let socket: { bufferedAmount: number }
  let listener: SocketListener
  let connection: Connection

  beforeEach(() => {
    vi.useFakeTimers()
    now = 10_000_000
    seen = []
    ordered = []
    connection = new Connection(
      { url: 'wss://h/', protocols: [], handshakeTimeout: 30_000 },
      { audit: false },
      {
        ...{ connectionId: 'c', audit: () => undefined, now: () => now },
        log: (content) => log.push(content),
        onEvent: (event) => seen.push(event),
        openSocket: (options) => {
          listener = options.listener
          const close = (request: CloseRequest) => void ordered.push(request)
          const opened = { bufferedAmount: 0, isClosing: false, send: () => undefined, close }
          socket = opened
          return opened
        },
      },
    )
    connection.open(0)
  })

  afterEach(() => void vi.useRealTimers())

  it('whose TLS handshake failed is told to be that', () => {
    listener.onClose({ code: 1015, reason: '', clean: false })
    expect(seen.at(-1)).toEqual(expect.not.objectContaining({ detail: expect.anything() }))
    expect(seen.at(-1)).toMatchObject({ cause: 'network' })
    expect(log).toContainEqual({ type: 'error', connectionId: 'c', message: expect.stringMatching(/^TLS handshake/) })
  })

  it('stays open for as long as nobody closes it, whatever it has brought', () => {
    listener.onOpen('', '')
    listener.onMessage('only')
    vi.advanceTimersByTime(3_600_000)
    expect(connection.state.phase).toBe('open')
    expect(ordered).toEqual([])
  })

  it.each([
    [99, ['message', 'note', 'closed']],
    [100, ['message', 'closed']],
  ])('that breaks off %i ms after a message has brought %j', (later, brought) => {
    listener.onOpen('', '')
    listener.onMessage('last')
    now += later
    listener.onClose({ code: 1006, reason: '', clean: false })
    expect(types().slice(2)).toEqual(brought)
  })

  it('lacks nothing where it breaks off long after the last message, also when the clock was set back since', () => {
    listener.onOpen('', '')
    listener.onMessage('last')
    now -= 3_600_000
    listener.onClose({ code: 1006, reason: '', clean: false })
    expect(types()).toEqual(['handshake', 'opened', 'message', 'closed'])
  })

  it('whose handshake was given up is closed, and nothing that it tells late is taken for a connection', () => {
    connection.close('user', normalClosure)
    expect(ordered).toEqual([normalClosure])
    listener.onOpen('', '')
    listener.onMessage('late')
    listener.onClose({ code: 1006, reason: '', clean: false })
    vi.advanceTimersByTime(60_000)
    expect(types()).toEqual(['handshake', 'error', 'closed'])
    expect(seen).toMatchObject([{ type: 'closed', cause: 'user' }])
  })

  it('whose server does not answer the close is over 5 s after it last did anything; what it brings until then is kept', () => {
    listener.onOpen('', '')
    socket.bufferedAmount = 3
    connection.send('123')
    expect(connection.bufferedAmount).toBe(3)
    connection.close('user', normalClosure)
    vi.advanceTimersByTime(4999)
    socket.bufferedAmount = 2
    expect(connection.bufferedAmount).toBe(2)
    vi.advanceTimersByTime(4999)
    listener.onMessage('late')
    vi.advanceTimersByTime(4999)
    expect(connection.state.phase).toBe('closing')
    vi.advanceTimersByTime(1)
    const detail = 'The server did not answer the close within 5 s.'
    expect(seen.at(-1)).toMatchObject({ type: 'closed', cause: 'user', code: 1006, clean: false, detail })
    expect(connection.bufferedAmount).toBe(0)
    listener.onMessage('too late')
    listener.onClose({ code: 1000, reason: '', clean: true })
    expect(seen).toHaveLength(2)
    expect(types()).toEqual(['handshake', 'opened', 'message', 'message', 'note', 'closed'])
    expect(log.at(-2)).toMatchObject({ code: 'send-refused', message: expect.stringContaining('not whole: 1,') })
  })

  it('that is ended for a reason is over for that reason, also where the server does not answer', () => {
    listener.onOpen('', '')
    connection.end('limit', { code: 4009, reason: 'too big' }, 'A message was too big.')
    expect(ordered).toEqual([{ code: 4009, reason: 'too big' }])
    vi.advanceTimersByTime(5000)
    expect(seen.at(-1)).toMatchObject({ type: 'closed', cause: 'limit', detail: 'A message was too big.' })
  })
})

describe('Backlog', () => {
  const message: LogContent = { type: 'message', direction: 'received', data: 'x' }

  function backlogWith(pendingBytes: number) {
    const appended: LogContent[] = []
    const writer = {
      pendingBytes,
      append: (_: string, content: LogContent) => appended.push(content),
      drained: () => Promise.resolve(),
    }
    return { writer, appended, backlog: new Backlog(writer) }
  }

  it('holds readers back while too much is pending', () => {
    expect(backlogWith(0).backlog.room()).toBeUndefined()
    expect(backlogWith(0).backlog.delay(1_000_000)).toBe(0)
    expect(backlogWith(9 * 1024 * 1024).backlog.room()).toBeInstanceOf(Promise)
    // The more waits, the longer.
    expect(backlogWith(16 * 1024 * 1024).backlog.delay(65_536)).toBe(8)
  })

  it('counts what it cannot keep and says so in the log when it can again', () => {
    const { writer, appended, backlog } = backlogWith(400 * 1024 * 1024)
    backlog.append('l', message, 1)
    backlog.append('l', message, 2)
    expect(appended).toEqual([])
    writer.pendingBytes = 0
    backlog.append('l', message, 3)
    expect(appended).toEqual([{ type: 'note', code: 'gap', message: expect.stringMatching(/not kept: 2\.$/) }, message])
  })
})

it('has an entry marked when ordered to, and the mark taken away', () => {
  transport.carryOut({ type: 'mark', logId: 'l', seq: 7, note: 'odd' })
  transport.carryOut({ type: 'mark', logId: 'l', seq: 7 })
  expect(marked).toEqual([
    ['l', 7, 'odd'],
    ['l', 7, undefined],
  ])
})

it('has a log trimmed when ordered to', () => {
  transport.carryOut({ type: 'trim', logId: 'l', before: 7, isOver: false })
  expect(trimmed).toEqual([['l', 7, false]])
})

it('holds what is to be kept of a log from when it is opened, and what is ordered later', () => {
  open('/echo', {}, { audit: false, log: { ...keepAll, detail: 'off' } })
  transport.carryOut({ type: 'limit', connectionId: 'c', limits: { audit: false } })
  expect(kept).toEqual([
    ['l', { ...keepAll, detail: 'off' }],
    ['l', keepAll],
  ])
})

it('has logs retained as ordered', () => {
  transport.carryOut({ type: 'retain', maxAge: 5, only: ['l'] })
  expect(retained).toEqual([{ type: 'retain', maxAge: 5, only: ['l'] }])
})

it('says what keeps a text from being sent as JSON, and where', () => {
  transport.carryOut({ type: 'check-json', orderId: 'o', text: '{"a"', expected: 'object' })
  const refusal = { code: 'invalid-json', message: expect.stringMatching(/^Line 1, column 5: /), field: 'message' }
  expect(events.at(-1)).toEqual({ type: 'answered', orderId: 'o', result: { ok: false, refusal } })
})

it('logs what a plain request told', () => {
  transport.carryOut({ type: 'probed', logId: 'l', probe: { status: 404 } })
  const message = 'Diagnosed by a plain request: The server has nothing at this path (404).'
  expect(log).toEqual([{ type: 'note', code: 'probe', message }])
})

describe('a connection that looks after itself', () => {
  const reconnect = { ...noReconnect, enabled: true, delay: 100, jitter: 0, attempts: 3 }

  it('waits when the server ends it, asks for leave to be made again, and is stopped by order', async () => {
    open('/close?code=4001', {}, { audit: false }, { reconnect })
    await soon(() => expect(events).toContainEqual({ type: 'due', connectionId: 'c' }))
    expect(changes().at(-1)).toMatchObject({ type: 'waiting', attempt: 1, attempts: 3 })
    transport.carryOut({ type: 'report' })
    expect(events.slice(-2)).toMatchObject([
      { type: 'report', connections: [{ state: { phase: 'waiting', closed: { code: 4001 } } }] },
      { type: 'due', connectionId: 'c' },
    ])
    transport.carryOut({ type: 'rest', connectionId: 'c' })
    expect(changes().at(-1)).toMatchObject({ type: 'rested' })
    expect(log.at(-1)).toEqual({ type: 'note', code: 'reconnect', message: 'Reconnecting was stopped.' })
  })

  it('is not made again where the order to close it came just when it had ended by itself', async () => {
    open('/close?code=4001', {}, { audit: false }, { reconnect })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'waiting' }))
    transport.carryOut({ type: 'close', connectionId: 'c', cause: 'user', code: 1000, reason: '' })
    expect(changes().at(-1)).toMatchObject({ type: 'rested' })
    transport.carryOut({ type: 'report' })
    expect(events.at(-1)).toMatchObject({ connections: [{ state: { phase: 'closed', code: 4001 } }] })
  })

  describe('and is told to be made again a little before it is time', () => {
    const later = { ...reconnect, delay: 300 }
    /** So long before it is time the background is asked. */
    const ahead = 150
    const handshakes = () => types().filter((type) => type === 'handshake').length
    let byHand: ManualClock
    let ordered: number

    beforeEach(() => {
      clock = byHand = new ManualClock()
    })

    async function orderAhead(hasTurn: boolean): Promise<void> {
      open('/close?code=4001', {}, { audit: false }, { reconnect: later })
      await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'waiting' }))
      byHand.advance(later.delay - ahead)
      expect(events.at(-1)).toEqual({ type: 'due', connectionId: 'c' })
      ordered = performance.now()
      open('/echo', {}, { audit: false }, { reconnect: later }, { attempt: 1, hasTurn })
      expect(handshakes()).toBe(1)
    }

    function reported() {
      transport.carryOut({ type: 'report' })
      return events.findLast((event) => event.type === 'report')?.connections[0]?.state
    }

    it('is made when it is time, whether the background is still there or not', async () => {
      await orderAhead(false)
      transport.carryOut({ type: 'alone' })
      expect(reported()).toMatchObject({ phase: 'connecting' })
      await soon(() => expect(handshakes()).toBe(2), 1)
      // The browser's own timer, which may round.
      expect(performance.now() - ordered).toBeGreaterThan(ahead - 5)
      await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'opened' }))
    })

    it('waits for another order when its turn at the URL went with the background', async () => {
      await orderAhead(true)
      transport.carryOut({ type: 'alone' })
      expect(events.at(-1)).toEqual({ type: 'due', connectionId: 'c' })
      expect(reported()).toMatchObject({ phase: 'waiting', closed: { code: 4001 } })
      open('/echo', {}, { audit: false }, { reconnect: later }, { attempt: 1, hasTurn: true })
      await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'opened' }))
      expect(handshakes()).toBe(2)
      transport.carryOut({ type: 'alone' })
      expect(reported()).toMatchObject({ phase: 'open' })
    })

    it('can be given up', async () => {
      await orderAhead(true)
      transport.carryOut({ type: 'close', connectionId: 'c', cause: 'user', code: 1000, reason: '' })
      const detail = 'The handshake was given up before it began.'
      expect(changes().at(-1)).toMatchObject({ type: 'closed', cause: 'user', detail })
      transport.carryOut({ type: 'alone' })
      expect(reported()).toMatchObject({ phase: 'closed' })
    })
  })

  it('is not made again when the server was seen to let nobody in', async () => {
    open('/close?code=4001', {}, { audit: false }, { reconnect })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'waiting' }))
    const response = { status: 401, statusLine: 'HTTP/1.1 401 Unauthorized', headers: [] }
    const handshake = { url: '', requestHeaders: [], steps: [], response }
    transport.carryOut({ type: 'observed', connectionId: 'c', logId: 'l', handshake })
    expect(changes().at(-1)).toMatchObject({ type: 'rested' })
    expect(log.at(-1)).toMatchObject({ code: 'reconnect', message: expect.stringContaining('authentication (401)') })
  })

  it('is not made again when its server was seen to answer the handshake wrongly, but after it was open', async () => {
    const response = { status: 101, statusLine: 'HTTP/1.1 101 Switching Protocols', headers: [] }
    const handshake = { url: '', requestHeaders: [], steps: [], response }
    open('/bad-accept', {}, { audit: false }, { reconnect })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'waiting' }))
    transport.carryOut({ type: 'observed', connectionId: 'c', logId: 'l', handshake })
    expect(changes().at(-1)).toMatchObject({ type: 'rested' })
    expect(log.at(-1)).toMatchObject({ code: 'reconnect', message: expect.stringContaining('(101)') })
    open('/close?code=4001', {}, { audit: false }, { reconnect })
    transport.carryOut({ type: 'observed', connectionId: 'c', logId: 'l', handshake })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'waiting' }))
    transport.carryOut({ type: 'observed', connectionId: 'c', logId: 'l', handshake })
    expect(changes().at(-1)).toMatchObject({ type: 'waiting' })
  })

  it('is not made again when it was closed by order or disposed of', async () => {
    open('/echo', {}, { audit: false }, { reconnect })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'opened' }))
    transport.carryOut({ type: 'close', connectionId: 'c', cause: 'user', code: 1000, reason: '' })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'closed' }))
    expect(log.some((entry) => entry.type === 'note')).toBe(false)
  })

  it('measures the answers to its keep-alive message', async () => {
    const keepAlive = { ...noKeepAlive, enabled: true, interval: 100, text: '{"ping":1}', answer: 'ping' }
    open('/echo', {}, { audit: false }, { keepAlive })
    await soon(() => expect(latencies.length).toBeGreaterThan(1))
    expect(log).toContainEqual(expect.objectContaining({ type: 'note', code: 'keep-alive' }))
  })

  it('closes when its keep-alive message is not answered, and is then made again', async () => {
    const keepAlive = { ...noKeepAlive, enabled: true, interval: 100, answer: 'never', patience: 50 }
    open('/echo', {}, { audit: false }, { reconnect, keepAlive: { ...keepAlive, unanswered: 'close' } })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'waiting' }))
    expect(log).toContainEqual(expect.objectContaining({ type: 'closed', cause: 'timeout', code: 4008 }))
  })

  it('takes new settings while it is open', async () => {
    open('/echo')
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'opened' }))
    const keepAlive = { ...noKeepAlive, enabled: true, interval: 100, answer: 'ping' }
    transport.carryOut({ type: 'automate', connectionId: 'c', automation: { ...nothing, reconnect, keepAlive } })
    await soon(() => expect(latencies).not.toEqual([]))
  })

  it('sends nothing larger than the profile allows', async () => {
    open('/echo', {}, { audit: false, maxMessage: { bytes: 3, by: 'profile' } })
    await soon(() => expect(changes().at(-1)).toMatchObject({ type: 'opened' }))
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: 's', message: { type: 'text', text: '1234' } })
    expect(events.at(-1)).toMatchObject({
      type: 'answered',
      result: { ok: false, refusal: { code: 'message-too-big' } },
    })
    expect(log.at(-1)).toMatchObject({ type: 'note', code: 'send-refused' })
  })
})

describe('messages that are sent by themselves', () => {
  const saved = (id: string, text: string, change: Partial<SavedMessage> = {}): SavedMessage => ({
    ...{ id, name: id, folder: [], sendAs: 'json-value', text, onConnect: false, ...change },
  })
  const trigger = (change: Partial<Trigger>): Trigger => ({
    ...{ id: 't', name: 'T', enabled: true, on: 'received', match: { type: 'any' }, mostPerSecond: 10 },
    ...{ action: { type: 'pause' }, ...change },
  })
  const sequence = (steps: Sequence['steps'], change: Partial<Sequence> = {}): Sequence => ({
    ...{ id: 's', name: 'S', steps, times: 1, every: 0, rate: 0, ...change },
  })
  const sent = () =>
    log.flatMap((entry) => (entry.type === 'message' && entry.direction === 'sent' ? [String(entry.data)] : []))
  const notes = () => log.flatMap((entry) => (entry.type === 'note' ? [entry.message] : []))
  const opened = () => soon(() => expect(changes()).toMatchObject([{ type: 'opened' }]))
  const last = () => progressed.at(-1)?.[0]

  it('go out on connect, with variables, in order; one that cannot be made is reported by name', async () => {
    const messages = [
      saved('login', '{ "token": "{{token}}", "id": "{{$uuid}}" }', { onConnect: true }),
      saved('broken', '{{nobody}}', { onConnect: true }),
      saved('other', '1'),
      saved('hello', '"hello"', { onConnect: true }),
    ]
    open('/echo', {}, { audit: false }, { messages, variables: [['token', 'abc']], environment: 'Test' })
    await opened()
    expect(sent()).toEqual(['{"token":"abc","id":"u"}', '"hello"'])
    expect(notes()).toEqual([expect.stringMatching(/“broken” was not sent: \{\{nobody\}\} is not known in .*“Test”/)])
  })

  it('are a sequence: in order, with delays, waiting for an answer, over and over', async () => {
    open('/echo')
    await opened()
    const steps: Sequence['steps'] = [
      { type: 'saved', messageId: 'a' },
      { type: 'wait', match: { type: 'json-path', path: '$.a', equals: '1' }, time: 5000 },
      { type: 'delay', time: 20 },
      { type: 'text', text: '{"b":2}', sendAs: 'json-object' },
    ]
    const messages = [saved('a', '{"a":1}')]
    transport.carryOut({ type: 'run', connectionId: 'c', sequence: sequence(steps, { times: 2 }), messages })
    await soon(() => expect(last()).toMatchObject({ state: 'done', run: 2, sent: 4, unsent: 0 }))
    expect(sent()).toEqual(['{"a":1}', '{"b":2}', '{"a":1}', '{"b":2}'])
    expect(notes()).toEqual(['Sequence “S” is done: 4 messages sent.'])
  })

  it('fail with a sentence when nobody answers', async () => {
    open('/echo')
    await opened()
    const steps: Sequence['steps'] = [{ type: 'wait', match: { type: 'contains', text: 'never' }, time: 50 }]
    transport.carryOut({ type: 'run', connectionId: 'c', sequence: sequence(steps), messages: [] })
    await soon(() => expect(last()).toMatchObject({ state: 'failed', fault: expect.stringContaining('0.05 s') }))
  })

  it('are a burst, at a rate', async () => {
    open('/echo')
    await opened()
    const started = performance.now()
    const burst = sequence([{ type: 'text', text: '1', sendAs: 'text' }], { times: 100, rate: 400 })
    transport.carryOut({ type: 'run', connectionId: 'c', sequence: burst, messages: [] })
    await soon(() => expect(last()).toMatchObject({ state: 'done', sent: 100 }))
    expect(performance.now() - started).toBeGreaterThan(240)
  })

  it('end with their connection, and when they are stopped', async () => {
    open('/echo')
    await opened()
    const endless = sequence([{ type: 'delay', time: 10 }], { times: 0 })
    transport.carryOut({ type: 'run', connectionId: 'c', sequence: endless, messages: [] })
    transport.carryOut({ type: 'halt', connectionId: 'c', sequenceId: 's' })
    await soon(() => expect(last()).toMatchObject({ state: 'stopped' }))
    transport.carryOut({ type: 'run', connectionId: 'c', sequence: endless, messages: [] })
    transport.carryOut({ type: 'close', connectionId: 'c', cause: 'user', code: 1000, reason: '' })
    await soon(() => expect(last()).toMatchObject({ state: 'stopped', fault: 'The connection was closed.' }))
    transport.carryOut({ type: 'run', connectionId: 'c', sequence: endless, messages: [] })
    expect(notes().at(-1)).toContain('was not run')
  })

  it('are none from the moment on in which a person wants to be asked before each', async () => {
    const echo = trigger({ action: { type: 'answer', messageId: 'a' }, mostPerSecond: 1000 })
    const keepAlive = { ...noKeepAlive, enabled: true, interval: 10, text: 'alive' }
    const messages = [saved('a', '1'), saved('on', '"hello"', { onConnect: true })]
    const automation = { triggers: [echo], messages, keepAlive }
    open('/echo', {}, { audit: false }, automation)
    await opened()
    const endless = sequence([{ type: 'text', text: '2', sendAs: 'text' }], { times: 0, every: 5 })
    transport.carryOut({ type: 'run', connectionId: 'c', sequence: endless, messages: [] })
    await soon(() => expect(sent()).toEqual(expect.arrayContaining(['"hello"', '1', '2', 'alive'])))
    transport.carryOut({ type: 'limit', connectionId: 'c', limits: { audit: false, asks: true } })
    const count = sent().length
    await soon(() =>
      expect(last()).toMatchObject({ state: 'stopped', fault: 'You want to be asked before each message.' }),
    )
    transport.carryOut({ type: 'automate', connectionId: 'c', automation: { ...nothing, ...automation } })
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: '1', message: { type: 'text', text: 'agreed' } })
    await soon(() => expect(log).toContainEqual(expect.objectContaining({ direction: 'received', data: 'agreed' })))
    await soon(() =>
      expect(notes().at(-1)).toBe('The answer of trigger “T” was not sent: You want to be asked before each message.'),
    )
    expect(sent().slice(count)).toEqual(['agreed'])
    transport.carryOut({ type: 'limit', connectionId: 'c', limits: { audit: false } })
    await soon(() => expect(sent().at(-1)).toBe('alive'))
    await soon(() => expect(sent().slice(count)).toContain('1'))
  })

  it('are told of where a person wants to be asked before each', async () => {
    open('/echo', {}, { audit: false, asks: true }, { messages: [saved('Hello', '1', { onConnect: true })] })
    await opened()
    expect(sent()).toEqual([])
    expect(notes()).toEqual(['“Hello” was not sent: You want to be asked before each message.'])
  })

  it('are answers of triggers, made of what was found', async () => {
    const answer = trigger({
      match: { type: 'regular-expression', pattern: '"ask":"(\\w+)"', ignoreCase: false },
      action: { type: 'answer', messageId: 'a' },
    })
    const messages = [saved('a', '{"answer":"{{match.2}}"}')]
    open('/echo', {}, { audit: false }, { triggers: [answer], messages })
    await opened()
    transport.carryOut({
      type: 'send',
      connectionId: 'c',
      orderId: '1',
      message: { type: 'text', text: '{"ask":"me"}' },
    })
    await soon(() => expect(sent()).toEqual(['{"ask":"me"}', '{"answer":"me"}']))
  })

  it('have the value that a trigger set last, while the background tells of those before', async () => {
    const keep = trigger({
      id: 'k',
      match: { type: 'json-path', path: '$.n', equals: '' },
      action: { type: 'set-variable', name: 'n', value: '{{match.2}}' },
    })
    const answer = trigger({
      match: { type: 'contains', text: 'ask' },
      action: { type: 'answer', messageId: 'a' },
    })
    const automation = { triggers: [keep, answer], messages: [saved('a', '[{{n}}]')] }
    const told = (n: string) => {
      const variables = [['n', n]] as const
      transport.carryOut({ type: 'automate', connectionId: 'c', automation: { ...nothing, ...automation, variables } })
    }
    const ask = (text: string) =>
      transport.carryOut({ type: 'send', connectionId: 'c', orderId: '1', message: { type: 'text', text } })
    open('/echo', {}, { audit: false }, { ...automation, variables: [['n', '0']] })
    await opened()
    const set = () => events.flatMap((event) => (event.type === 'set-variable' ? [event.value] : []))
    ask('{"n":1}')
    ask('{"n":2}')
    await soon(() => expect(set()).toEqual(['1', '2']))
    told('0')
    told('1')
    ask('"ask"')
    await soon(() => expect(sent()).toContain('[2]'))
    told('2')
    told('7')
    ask('"ask again"')
    await soon(() => expect(sent()).toContain('[7]'))
  })

  it('are stopped when they answer their own answers, and that is said', async () => {
    const echo = trigger({ action: { type: 'answer', messageId: 'a' }, mostPerSecond: 5 })
    open('/echo', {}, { audit: false }, { triggers: [echo], messages: [saved('a', '1')] })
    await opened()
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: '1', message: { type: 'text', text: '0' } })
    await soon(() => expect(notes().join()).toContain('more than 5 times within a second'))
    expect(sent()).toHaveLength(6)
  })

  it('are stopped until a person connects again, and not only until the connection makes itself again', async () => {
    const echo = trigger({ on: 'established', action: { type: 'answer', messageId: 'a' }, mostPerSecond: 1 })
    const automation = { triggers: [echo], messages: [saved('a', '1')] }
    const connect = async (attempt: number, from = log.length) => {
      open('/echo', {}, { audit: false }, automation, { attempt })
      await soon(() => expect(log.slice(from)).toContainEqual(expect.objectContaining({ type: 'opened' })))
      // What triggers do comes after that.
      await Promise.resolve()
      transport.carryOut({ type: 'close', connectionId: 'c', cause: 'user', code: 1000, reason: '' })
      await soon(() => expect(log.slice(from)).toContainEqual(expect.objectContaining({ type: 'closed' })))
    }
    await connect(0)
    await connect(1)
    expect(notes()).toEqual([expect.stringContaining('“T” was stopped')])
    await connect(2)
    expect(sent()).toEqual(['1'])
    await connect(0)
    expect(sent()).toEqual(['1', '1'])
  })

  it('do not stop for a regular expression without end: it is stopped', async () => {
    const evil = trigger({
      id: 'e',
      name: 'Evil',
      match: { type: 'regular-expression', pattern: '^(a+)+$', ignoreCase: false },
    })
    const good = trigger({
      id: 'g',
      match: { type: 'contains', text: 'aaa' },
      action: { type: 'set-variable', name: 'seen', value: '{{match.1}}' },
    })
    open('/echo', {}, { audit: false }, { triggers: [evil, good] })
    await opened()
    const text = `${'a'.repeat(40)}!`
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: '1', message: { type: 'text', text } })
    await soon(() => expect(notes()).toContainEqual(expect.stringMatching(/“Evil” was stopped.*longer than 1 s/)))
    await soon(() =>
      expect(events).toContainEqual({ type: 'set-variable', connectionId: 'c', name: 'seen', value: text }),
    )
  })

  it('are triggered by the life of the connection', async () => {
    const on = (event: Trigger['on']) => trigger({ id: event, on: event, action: { type: 'notify', text: event } })
    open(
      '/close?code=4001',
      {},
      { audit: false },
      { triggers: [on('requested'), on('established'), on('disconnected')] },
    )
    await soon(() =>
      expect(events.flatMap((event) => (event.type === 'notify' ? [event.text] : []))).toEqual([
        'requested',
        'established',
        'disconnected',
      ]),
    )
  })

  it('are not triggered by what was to be JSON and is not', async () => {
    open('/text', {}, { audit: false, toBeJson: true }, { triggers: [trigger({})] })
    await opened()
    transport.carryOut({ type: 'send', connectionId: 'c', orderId: '1', message: { type: 'text', text: '{}' } })
    await soon(() => expect(paused).toEqual(['c']))
    expect(notes()).toEqual(['Trigger “T” paused the log.'])
  })
})
