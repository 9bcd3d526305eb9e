import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { commandHandler, type Owners } from '../../src/background/handlers.ts'
import { commandArguments } from '../../src/wire/commands.ts'

vi.mock('webextension-polyfill', () => ({ default: {} }))

/** What may be called without arguments. */
const withoutArguments = new Set([
  'profile.create',
  'rules.read',
  'policy.touched',
  'audit.summary',
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
    'scripts',
    'connections',
    'consent',
    'questions',
    'handshakes',
    'tokens',
    'environments',
    'recordings',
    'ownRules',
    'guard',
    'ledger',
  ])
}

describe('what a view sends', () => {
  const handle = commandHandler(untouchableOwners())

  it.each(['', 'nonsense', 'toString', '__proto__', 'constructor', 'connection.connect '])(
    'refuses the command %j by name',
    async (name) => {
      expect(await handle(caller, name, {})).toMatchObject({ ok: false, refusal: { code: 'unknown-command' } })
    },
  )

  it.each([
    ['profile.create', { url: 5 }, 'url'],
    ['profile.create', { unheardOf: true }, 'unheardOf'],
    ['profile.update', { profileId: 'p', change: { kind: 'xml' } }, 'change.kind'],
    ['profile.update', { profileId: 'p', change: { id: 'other' } }, 'change.id'],
    ['profile.update', { profileId: 'p', change: { handshakeTimeout: 0 } }, 'change.handshakeTimeout'],
    ['profile.update', { profileId: 'p', change: { subprotocols: 'a,b' } }, 'change.subprotocols'],
    ['profile.restore', { profile: {}, index: -1 }, 'profile.id'],
    ['draft.write', { profileId: 'p', draft: { text: 'x', sendAs: 'yaml' } }, 'draft.sendAs'],
    ['script.write', { profileId: 'p', change: { messages: [{ id: 'm' }] } }, 'change.messages.0.name'],
    ['recording.append', { recordingId: 'r', entries: [{ type: 'text', at: 'now' }] }, 'entries.0.at'],
    ['recording.append', { recordingId: 'r', entries: [{ type: 'html', at: 1 }] }, 'entries.0.type'],
    ['handshake.write', { profileId: 'p', handshake: { auth: { type: 'magic' } } }, 'handshake.auth.type'],
    ['environment.update', { environmentId: 'e', change: { variables: [{ name: 'n' }] } }, 'change.variables.0.value'],
    ['environment.choose', {}, 'environmentId'],
    ['connection.connect', { connectionId: 'c', pageToken: 1 }, 'pageToken'],
    ['connection.create', {}, 'profileId'],
    ['connection.connect', { connectionId: '' }, 'connectionId'],
    ['connection.disconnect', { connectionId: 'c', code: 'x' }, 'code'],
    ['connection.pin', { connectionId: 'c', pinned: 1 }, 'pinned'],
    ['log.trim', { logId: 'l', before: 0 }, 'before'],
    ['message.send', { connectionId: 'c', text: {}, sendAs: 'text' }, 'text'],
    ['message.send', { connectionId: 'x'.repeat(65), text: '', sendAs: 'text' }, 'connectionId'],
  ])('refuses %s with %j at its place', async (name, given, field) => {
    expect(await handle(caller, name, given)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid-arguments', field },
    })
  })

  it('refuses whatever does not fit, whatever it is, without reaching the state', async () => {
    const names = Object.keys(commandArguments).filter((name) => !withoutArguments.has(name))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (name, given) => {
        expect(await handle(caller, name, given)).toMatchObject({ ok: false, refusal: { code: 'invalid-arguments' } })
      }),
      { numRuns: 2000 },
    )
  })
})

it('lets a popup pin, but not take a connection over', async () => {
  const handle = commandHandler(untouchableOwners())
  const popup = { viewId: 'v', surface: 'popup' } as const
  expect(await handle(popup, 'connection.pin', { connectionId: 'c', pinned: false })).toMatchObject({
    refusal: { code: 'not-owner' },
  })
})
