import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ClientPort, createClient } from '../../src/client/client.ts'
import {
  type BackgroundMessage,
  noEnvironments,
  type Patch,
  type SharedState,
  type ViewMessage,
} from '../../src/wire/view.ts'

const state: SharedState = {
  profiles: [],
  folders: [],
  connections: [],
  environments: noEnvironments,
  recordings: [],
  policy: { state: 'none' },
  questions: [],
}
const patch: Patch = { type: 'profile-removed', profileId: 'p' }

/** The background's end of a port; what crosses it is made JSON, as browsers do, and kept until somebody listens. */
class FakePort implements ClientPort {
  readonly received: ViewMessage[] = []
  isClosed = false
  readonly #kept: unknown[] = []
  #onMessage: (message: unknown) => void = (message) => this.#kept.push(message)
  #onClose: () => void = () => undefined

  post(message: ViewMessage): void {
    this.received.push(JSON.parse(JSON.stringify(message)))
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener
    for (const message of this.#kept.splice(0)) listener(message)
  }
  onClose(listener: () => void): void {
    this.#onClose = listener
  }
  close(): void {
    this.isClosed = true
  }
  say(message: BackgroundMessage): void {
    this.#onMessage(JSON.parse(JSON.stringify(message)))
  }
  vanish(): void {
    this.#onClose()
  }
}

let ports: FakePort[]
let seen: (SharedState | Patch)[]

beforeEach(() => {
  vi.useFakeTimers()
  ports = []
  seen = []
})

afterEach(() => vi.useRealTimers())

function start(attached?: ClientPort) {
  return createClient({
    viewId: 'v1',
    surface: 'inspector',
    ...(attached ? { attached } : {}),
    openPort() {
      const port = new FakePort()
      ports.push(port)
      return port
    },
    onSnapshot: (snapshot) => seen.push(snapshot),
    onPatch: (next) => seen.push(next),
  })
}

function port(index: number): FakePort {
  const found = ports[index]
  if (!found) throw new Error(`no port ${index}`)
  return found
}

describe('client', () => {
  it('attaches first and gives each reply to its caller', async () => {
    const client = start()
    port(0).say({ type: 'snapshot', sequence: 0, state })
    const first = client.call('connection.dispose', { connectionId: 'a' })
    const second = client.call('connection.dispose', { connectionId: 'b' })
    expect(port(0).received).toEqual([
      { type: 'attach', viewId: 'v1', surface: 'inspector' },
      { type: 'call', call: 1, name: 'connection.dispose', arguments: { connectionId: 'a' } },
      { type: 'call', call: 2, name: 'connection.dispose', arguments: { connectionId: 'b' } },
    ])
    port(0).say({ type: 'reply', call: 2, result: { ok: false, refusal: { code: 'not-owner', message: 'No.' } } })
    port(0).say({ type: 'reply', call: 1, result: { ok: true, value: null } })
    expect(await first).toEqual({ ok: true, value: null })
    expect(await second).toMatchObject({ ok: false, refusal: { code: 'not-owner' } })
  })

  it('waits no more for a command that is given up, and tells the background so once', async () => {
    const client = start()
    port(0).say({ type: 'snapshot', sequence: 0, state })
    const controller = new AbortController()
    const call = client.call('token.get', { profileId: 'p' }, controller.signal)
    controller.abort()
    expect(await call).toMatchObject({ ok: false, refusal: { code: 'failed' } })
    expect(port(0).received.at(-1)).toEqual({ type: 'cancel', call: 1 })
    const answered = new AbortController()
    const other = client.call('token.get', { profileId: 'p' }, answered.signal)
    port(0).say({ type: 'reply', call: 2, result: { ok: true, value: null } })
    expect(await other).toEqual({ ok: true, value: null })
    answered.abort()
    expect(port(0).received.at(-1)).toMatchObject({ type: 'call', call: 2 })
  })

  it('begins with a port on which it was attached before, and opens the next itself', () => {
    const early = new FakePort()
    start(early)
    expect(early.received).toEqual([])
    early.say({ type: 'snapshot', sequence: 0, state })
    expect(seen).toEqual([state])
    early.vanish()
    expect(port(0).received).toEqual([{ type: 'attach', viewId: 'v1', surface: 'inspector' }])
  })

  it('has heard the background where that spoke on such a port before', () => {
    const early = new FakePort()
    early.say({ type: 'snapshot', sequence: 0, state })
    const client = start(early)
    expect(seen).toEqual([state])
    void client.call('connection.dispose', { connectionId: 'a' })
    expect(early.received).toMatchObject([{ type: 'call', name: 'connection.dispose' }])
    // Nor is another one opened: a command may take its time.
    early.say({ type: 'reply', call: 1, result: { ok: true, value: null } })
    vi.advanceTimersByTime(40_000)
    expect(ports).toEqual([])
  })

  it('passes on the snapshot and then each patch in order', () => {
    start()
    port(0).say({ type: 'snapshot', sequence: 4, state })
    port(0).say({ type: 'patch', sequence: 5, patch })
    port(0).say({ type: 'patch', sequence: 6, patch })
    expect(seen).toEqual([state, patch, patch])
  })

  it('takes a new snapshot when a patch is missing, and hears nothing of the old port any more', () => {
    start()
    port(0).say({ type: 'snapshot', sequence: 0, state })
    port(0).say({ type: 'patch', sequence: 2, patch })
    expect(port(0).isClosed).toBe(true)
    expect(port(1).received).toEqual([{ type: 'attach', viewId: 'v1', surface: 'inspector' }])
    port(0).say({ type: 'patch', sequence: 1, patch })
    port(1).say({ type: 'snapshot', sequence: 0, state })
    expect(seen).toEqual([state, state])
  })

  it('attaches anew when the background goes away, and refuses what it left unanswered', async () => {
    const client = start()
    const call = client.call('connection.dispose', { connectionId: 'a' })
    port(0).vanish()
    expect(await call).toMatchObject({ ok: false, refusal: { code: 'failed' } })
    expect(port(1).received).toHaveLength(1)
  })

  it('gives anew, in order and once, what was being read or written when the background went away', async () => {
    const client = start()
    port(0).say({ type: 'snapshot', sequence: 0, state })
    const written = client.call('environment.update', { environmentId: 'e', change: { name: 'Typed' } })
    const done = client.call('connection.dispose', { connectionId: 'a' })
    const read = client.call('draft.read', { profileId: 'p' })
    port(0).vanish()
    expect(await done).toMatchObject({ ok: false, refusal: { code: 'failed' } })
    expect(port(1).received).toEqual([
      { type: 'attach', viewId: 'v1', surface: 'inspector' },
      {
        type: 'call',
        call: 1,
        name: 'environment.update',
        arguments: { environmentId: 'e', change: { name: 'Typed' } },
      },
      { type: 'call', call: 3, name: 'draft.read', arguments: { profileId: 'p' } },
    ])
    port(1).say({ type: 'snapshot', sequence: 0, state })
    port(1).say({ type: 'reply', call: 1, result: { ok: true, value: null } })
    expect(await written).toEqual({ ok: true, value: null })
    // It may be what the background goes away of.
    port(1).vanish()
    expect(await read).toMatchObject({ ok: false, refusal: { code: 'failed' } })
    expect(port(2).received).toHaveLength(1)
  })

  it('gives what is done only once to who is heard, in order, and what can be given twice at once', () => {
    const client = start()
    void client.call('connection.create', { profileId: 'p' })
    void client.call('draft.write', { profileId: 'p', draft: { text: 'x', sendAs: 'text' } })
    void client.call('connection.dispose', { connectionId: 'a' })
    const given = () => port(0).received.flatMap((one) => (one.type === 'call' ? [one.name] : []))
    expect(given()).toEqual(['draft.write'])
    port(0).say({ type: 'snapshot', sequence: 0, state })
    expect(given()).toEqual(['draft.write', 'connection.create', 'connection.dispose'])
    void client.call('connection.dispose', { connectionId: 'b' })
    expect(given()).toHaveLength(4)
  })

  it('opens another port where the first leads nowhere, as one to a background that was just ending', async () => {
    const client = start()
    const call = client.call('connection.dispose', { connectionId: 'a' })
    vi.advanceTimersByTime(5_000)
    expect(port(0).isClosed).toBe(true)
    expect(await call).toMatchObject({ ok: false, refusal: { code: 'failed' } })
    // Who came late to it would find nothing to do.
    expect(port(0).received).toEqual([{ type: 'attach', viewId: 'v1', surface: 'inspector' }])
    expect(port(1).received).toEqual([{ type: 'attach', viewId: 'v1', surface: 'inspector' }])
    port(1).say({ type: 'snapshot', sequence: 0, state })
    vi.advanceTimersByTime(40_000)
    expect(ports).toHaveLength(2)
    // The next time it is as patient as the first.
    port(1).vanish()
    vi.advanceTimersByTime(5_000)
    expect(ports).toHaveLength(4)
  })

  it('asks a background that is silent for long whether it is there, and leaves one that is not', () => {
    start()
    port(0).say({ type: 'snapshot', sequence: 0, state })
    vi.advanceTimersByTime(45_000)
    expect(port(0).received.at(-1)).toMatchObject({ type: 'call', call: 1, name: 'sync.read' })
    port(0).say({ type: 'reply', call: 1, result: { ok: true, value: null } })
    vi.advanceTimersByTime(45_000 + 14_999)
    expect(ports).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(port(0).isClosed).toBe(true)
    expect(port(1).received).toHaveLength(1)
  })

  it('does the same when a command is not answered, which may take long when a person is asked', async () => {
    const client = start()
    port(0).say({ type: 'snapshot', sequence: 0, state })
    const call = client.call('connection.dispose', { connectionId: 'a' })
    vi.advanceTimersByTime(5_000)
    expect(port(0).received.at(-1)).toMatchObject({ call: 2, name: 'sync.read' })
    port(0).say({ type: 'reply', call: 2, result: { ok: true, value: null } })
    vi.advanceTimersByTime(40_000)
    port(0).say({ type: 'reply', call: 1, result: { ok: true, value: null } })
    expect(await call).toEqual({ ok: true, value: null })
    const lost = client.call('connection.dispose', { connectionId: 'a' })
    // Whoever tries again and again does not put it off.
    for (let seconds = 0; seconds < 20; seconds += 4) {
      void client.call('connection.dispose', { connectionId: 'a' })
      vi.advanceTimersByTime(4_000)
    }
    expect(await lost).toMatchObject({ ok: false, refusal: { code: 'failed' } })
    expect(ports).toHaveLength(2)
  })

  it('leaves who cannot answer at all alone, so that the browser may end it', () => {
    start()
    vi.advanceTimersByTime(10_000)
    expect(ports).toHaveLength(3)
    vi.advanceTimersByTime(34_999)
    expect(ports).toHaveLength(3)
  })

  it('stays away once it is closed', () => {
    const client = start()
    client.close()
    port(0).vanish()
    expect(ports).toHaveLength(1)
  })
})
