import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { commandHandler, type Owners } from '../../src/background/handlers.ts'
import { Views } from '../../src/background/views.ts'
import { ok } from '../../src/core/result.ts'
import { type CommandName, commandArguments } from '../../src/wire/commands.ts'
import type { BackgroundMessage } from '../../src/wire/view.ts'

vi.mock('../../src/platform/browser.ts', () => ({ browser: {} }))

/** What may be called without arguments. */
const withoutArguments = new Set([
  'profile.create',
  'rules.read',
  'sync.read',
  'policy.touched',
  'environments.read',
  'environment.create',
])

const caller = { viewId: 'v', surface: 'inspector' } as const

/** Fails the test when anything is asked of it. */
function untouchable<T extends object>(parts: readonly string[] = []): T {
  return new Proxy({} as T, {
    get(_, name) {
      if (parts.includes(String(name))) return untouchable()
      throw new Error(`${String(name)} must not be reached`)
    },
  })
}

function untouchableOwners(): Owners {
  return untouchable<Owners>([
    'profiles',
    'profileSync',
    'exports',
    'scripts',
    'records',
    'connections',
    'consent',
    'questions',
    'handshakes',
    'tokens',
    'environments',
    'recordings',
    'ownRules',
    'guard',
  ])
}

describe('what a view sends', () => {
  const handle = commandHandler(untouchableOwners())

  it.each(['', 'nonsense', 'toString', '__proto__', 'constructor', 'connection.connect '])(
    'refuses the command %j by name',
    async (name) => {
      expect(await handle(caller, name, {}, new AbortController().signal)).toMatchObject({
        ok: false,
        refusal: { code: 'unknown-command' },
      })
    },
  )

  it.each([
    ['profile.create', { url: 5 }, 'url'],
    ['profile.create', { unheardOf: true }, 'unheardOf'],
    ['profile.update', { profileId: 'p', change: { kind: 'xml' } }, 'change.kind'],
    ['profile.update', { profileId: 'p', change: { id: 'other' } }, 'change.id'],
    ['profile.update', { profileId: 'p', change: { handshakeTimeout: 0 } }, 'change.handshakeTimeout'],
    ['profile.update', { profileId: 'p', change: { subprotocols: 'a,b' } }, 'change.subprotocols'],
    ['profiles.restore', { profiles: [{ profile: {}, index: -1 }] }, 'profiles.0.profile.id'],
    ['draft.write', { profileId: 'p', draft: { text: 'x', sendAs: 'yaml' } }, 'draft.sendAs'],
    ['script.write', { profileId: 'p', change: { messages: [{ id: 'm' }] } }, 'change.messages.0.name'],
    ['recording.append', { recordingId: 'r', entries: [{ type: 'text', at: 'now' }] }, 'entries.0.at'],
    ['recording.append', { recordingId: 'r', entries: [{ type: 'html', at: 1 }] }, 'entries.0.type'],
    // No date is as late.
    [
      'recording.append',
      { recordingId: 'r', entries: [{ type: 'text', at: 1e16, direction: 'sent', data: '' }] },
      'entries.0.at',
    ],
    ['handshake.write', { profileId: 'p', handshake: { auth: { type: 'magic' } } }, 'handshake.auth.type'],
    ['environment.update', { environmentId: 'e', change: { variables: [{ name: 'n' }] } }, 'change.variables.0.value'],
    ['environment.choose', {}, 'environmentId'],
    ['connection.connect', { connectionId: 'c', pageToken: 1 }, 'pageToken'],
    ['connection.create', {}, 'profileId'],
    ['connection.connect', { connectionId: '' }, 'connectionId'],
    ['connection.disconnect', { connectionId: 'c', code: 'x' }, 'code'],
    ['connection.pin', { connectionId: 'c', pinned: 1 }, 'pinned'],
    ['log.trim', { logId: 'l', before: 0 }, 'before'],
    ['log.mark', { logId: 'l', seq: 1, note: 'x'.repeat(1001) }, 'note'],
    ['message.send', { connectionId: 'c', text: {}, sendAs: 'text' }, 'text'],
    ['message.send', { connectionId: 'x'.repeat(65), text: '', sendAs: 'text' }, 'connectionId'],
  ])('refuses %s with %j at its place', async (name, given, field) => {
    expect(await handle(caller, name, given, new AbortController().signal)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid-arguments', field },
    })
  })

  it('says of what a person wrote what is wrong with it, and not how it was checked', async () => {
    const refused = async (name: string, given: unknown) => {
      const answer = await handle(caller, name, given, new AbortController().signal)
      return answer.ok ? undefined : answer.refusal.message
    }
    expect(await refused('log.mark', { logId: 'l', seq: 1, note: 'x'.repeat(1001) })).toBe(
      'This is longer than 1000 characters.',
    )
    expect(await refused('log.mark', { logId: 'l', seq: 0.5, note: '' })).toMatch(
      /^This must be a whole number from 1 to/,
    )
    expect(await refused('log.mark', { logId: 'l', seq: 1, note: 5 })).toMatch(/^log\.mark was called wrongly: /)
  })

  it('refuses whatever does not fit, whatever it is, without reaching the state', async () => {
    const names = Object.keys(commandArguments).filter((name) => !withoutArguments.has(name))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (name, given) => {
        expect(await handle(caller, name, given, new AbortController().signal)).toMatchObject({
          ok: false,
          refusal: { code: 'invalid-arguments' },
        })
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the port of a view', () => {
  const page = 'chrome-extension://x/panels/inspector/index.html'
  const attach = { type: 'attach', viewId: 'b1e6b8f0-5f0a-4c39-9d5b-2f1f0f1f0f1f', surface: 'inspector' }
  const samples: readonly (readonly [string, object])[] = [
    ['connection.create', { profileId: 'p' }],
    ['connection.disconnect', { connectionId: 'c', code: 1000, reason: '' }],
    ['message.send', { connectionId: 'c', text: '{}', sendAs: 'json-object' }],
    ['sequence.start', { connectionId: 'c', sequenceId: 's' }],
    ['script.write', { profileId: 'p', change: { sequences: [] } }],
  ]
  /** A command that was right, with one part of it put out or replaced. */
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.anything())
    .map(([[name, given], at, junk]) => {
      const keys = Object.keys(given)
      return { type: 'call', call: 1, name, arguments: { ...given, [keys[at % (keys.length + 1)] ?? 'more']: junk } }
    })
    .filter(({ name, arguments: given }) => !v.is(commandArguments[name as CommandName], given))
  const message = fc.oneof(fc.anything(), mutated, fc.record({ type: fc.constantFrom('attach', 'call') }))

  it.each(['from a view', 'from a page that is none'])(
    'lets none of 50,000 random and mutated messages through, %s',
    { timeout: 60_000 },
    async (from) => {
      const told: BackgroundMessage[] = []
      let receive: (message: unknown) => void = () => undefined
      let closed = 0
      const views = new Views({
        booted: Promise.resolve(),
        state: () =>
          ({ profiles: [], connections: [], policy: { state: 'none' }, recordings: [], questions: [] }) as never,
        handle: commandHandler(untouchableOwners()),
        onPresence: () => undefined,
      } as ConstructorParameters<typeof Views>[0])
      const isView = from === 'from a view'
      views.serve({
        page: isView ? page : 'chrome-extension://x/src/transport/host.html',
        post: (given) => told.push(given as BackgroundMessage),
        onMessage: (listener) => {
          receive = listener
        },
        onClose: () => undefined,
        close: () => {
          closed += 1
        },
      })
      receive(attach)
      await Promise.resolve()
      await fc.assert(
        fc.asyncProperty(message, async (given) => receive(given)),
        { numRuns: 50_000 },
      )
      await Promise.resolve()
      const replies = told.filter(({ type }) => type === 'reply')
      expect(replies.filter((reply) => reply.type === 'reply' && reply.result.ok)).toEqual([])
      expect(replies.filter((reply) => JSON.stringify(reply).includes('The extension failed'))).toEqual([])
      expect(isView ? replies.length > 1000 : replies.length === 0 && closed > 0).toBe(true)
    },
  )
})

it('answers a view also where the browser does not hand over the answer', async () => {
  const told: BackgroundMessage[] = []
  let receive: (message: unknown) => void = () => undefined
  const views = new Views({
    booted: Promise.resolve(),
    state: () => ({ connections: [], questions: [] }) as never,
    handle: async () => ok('more than 64 MiB'),
    onPresence: () => undefined,
  })
  views.serve({
    page: 'chrome-extension://x/panels/inspector/index.html',
    post: (given) => {
      if (JSON.stringify(given).includes('64 MiB')) throw new Error('Message exceeded maximum allowed size.')
      told.push(given as BackgroundMessage)
    },
    onMessage: (listener) => {
      receive = listener
    },
    onClose: () => undefined,
    close: () => undefined,
  })
  receive({ type: 'attach', viewId: 'b1e6b8f0-5f0a-4c39-9d5b-2f1f0f1f0f1f', surface: 'inspector' })
  receive({ type: 'call', call: 1, name: 'script.read', arguments: {} })
  await expect.poll(() => told.at(-1)).toMatchObject({ type: 'reply', call: 1, result: { ok: false } })
})

it('gives up the command that a view does not wait for any more, and no other', async () => {
  const signals: AbortSignal[] = []
  let receive: (message: unknown) => void = () => undefined
  const views = new Views({
    booted: Promise.resolve(),
    state: () => ({ connections: [], questions: [] }) as never,
    handle: (...[, , , signal]) => {
      signals.push(signal)
      return new Promise(() => undefined)
    },
    onPresence: () => undefined,
  })
  views.serve({
    page: 'chrome-extension://x/panels/inspector/index.html',
    post: () => undefined,
    onMessage: (listener) => {
      receive = listener
    },
    onClose: () => undefined,
    close: () => undefined,
  })
  receive({ type: 'attach', viewId: 'b1e6b8f0-5f0a-4c39-9d5b-2f1f0f1f0f1f', surface: 'inspector' })
  for (const call of [1, 2]) receive({ type: 'call', call, name: 'token.get', arguments: { profileId: 'p' } })
  receive({ type: 'cancel', call: 2 })
  receive({ type: 'cancel', call: 3 })
  await expect.poll(() => signals.map(({ aborted }) => aborted)).toEqual([false, true])
})

it('lets a popup pin, but not take a connection over', async () => {
  const handle = commandHandler(untouchableOwners())
  const popup = { viewId: 'v', surface: 'popup' } as const
  expect(
    await handle(popup, 'connection.pin', { connectionId: 'c', pinned: false }, new AbortController().signal),
  ).toMatchObject({
    refusal: { code: 'not-owner' },
  })
})
