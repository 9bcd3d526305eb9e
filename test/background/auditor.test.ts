import { beforeEach, describe, expect, it } from 'vitest'
import { Auditor } from '../../src/background/auditor.ts'
import type { ConnectionRecord } from '../../src/background/connection-store.ts'
import type { AuditContent } from '../../src/core/audit.ts'
import { newProfile, type Profile } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'

let entries: AuditContent[]
let auditor: Auditor
let profile: Profile
let judged: string[]

const record: ConnectionRecord = {
  id: 'c1',
  profileId: 'p1',
  logId: 'p1',
  owner: { type: 'background' },
  state: { phase: 'open', since: 1, protocol: 'v1', extensions: '' },
  url: 'wss://user:secret@h/a?token=secret',
}
const connecting: ConnectionRecord = { ...record, state: { phase: 'connecting', since: 0 } }
const subject = { connectionId: 'c1', profile: 'Orders', endpoint: 'wss://h/a' }

beforeEach(() => {
  entries = []
  judged = []
  profile = newProfile('p1', { name: 'Orders' })
  auditor = new Auditor({
    ledger: { append: async (given) => void entries.push(...given) },
    connection: (id) => (id === 'c1' ? record : undefined),
    profile: (id) => (id === 'p1' ? ok(profile) : refuse('unknown-profile', 'gone')),
    masked: (text) => text.replace('hush', '••••••'),
    rule: ({ href }) => {
      judged.push(href)
      return 'No rule against it'
    },
    now: () => 7,
  })
})

describe('the ledger is told', () => {
  it('of every create and connect, allowed or refused', () => {
    auditor.onCommand('connection.create', { profileId: 'p1' }, ok({ connectionId: 'c1' }))
    auditor.onCommand(
      'connection.connect',
      { connectionId: 'c1' },
      refuse('url-blocked', 'No.', { rule: 'Blocked: x' }),
    )
    expect(entries).toMatchObject([
      { ...subject, action: 'create', decision: 'allowed', at: 7 },
      { ...subject, action: 'connect', decision: 'refused', rule: 'Blocked: x' },
    ])
  })

  it('of what no honest view sends, whatever it is', () => {
    auditor.onCommand('message.send', { connectionId: 'c1' }, refuse('not-owner', 'Another’s.'))
    auditor.onCommand('no.such.command', null, refuse('unknown-command', 'No.'))
    auditor.onCommand('toString', 7, refuse('unknown-command', 'No.'))
    expect(entries).toMatchObject([
      { ...subject, action: 'send', decision: 'refused', detail: 'message.send: Another’s.' },
      { action: 'command', decision: 'refused', connectionId: '', endpoint: '' },
      { action: 'command', decision: 'refused' },
    ])
  })

  it('of whatever a rule refuses', () => {
    auditor.onCommand('profiles.export', {}, refuse('failed', 'No.', { rule: 'No export' }))
    expect(entries).toMatchObject([{ action: 'command', decision: 'refused', rule: 'No export' }])
  })

  it('of messages, with the content that came with them', () => {
    const digest = { connectionId: 'c1', direction: 'sent', at: 3, bytes: 2, sha256: 'ab' } as const
    const content = { type: 'text', data: 'ü', cut: false } as const
    auditor.onMessages([digest, { ...digest, content }])
    expect(entries[0]).not.toHaveProperty('content')
    expect(entries[1]).toMatchObject({ ...subject, action: 'send', at: 3, bytes: 2, sha256: 'ab', content })
  })

  it('of nothing that is part of the day', () => {
    auditor.onCommand('profile.create', {}, ok({ profileId: 'p2' }))
    auditor.onCommand('message.send', { connectionId: 'c1' }, ok(null))
    auditor.onCommand('message.send', { connectionId: 'c1' }, refuse('invalid-json', 'No.'))
    auditor.onConnection(record, record)
    auditor.onConnection(connecting, undefined)
    expect(entries).toEqual([])
  })

  it('of each opening and each end', () => {
    const end = {
      phase: 'closed',
      at: 9,
      cause: 'policy',
      code: 1000,
      reason: '',
      clean: true,
      during: 'session',
    } as const
    auditor.onConnection(record, connecting)
    auditor.onConnection({ ...record, state: end }, record)
    auditor.onConnectionRemoved(record, ok(profile))
    expect(entries).toMatchObject([
      { ...subject, action: 'open', detail: 'v1' },
      { ...subject, action: 'close', detail: '1000 policy' },
      { ...subject, action: 'close', detail: 'disposed' },
    ])
  })

  it('of no second end of what had ended, or had never begun, when it was forgotten', () => {
    const end = { cause: 'server', code: 1001, reason: '', clean: true, during: 'session' } as const
    auditor.onConnectionRemoved({ ...record, state: { phase: 'idle' } }, ok(profile))
    auditor.onConnectionRemoved({ ...record, state: { phase: 'closed', at: 9, ...end } }, ok(profile))
    expect(entries).toEqual([])
  })

  it.each([
    ['yes', 'allowed'],
    ['no', 'refused'],
    ['timeout', 'refused'],
    ['nobody', 'refused'],
  ] as const)('of a question and its answer: after “%s” it was %s', (answer, decision) => {
    const message = { bytes: 3, preview: 'abc', isBinary: false }
    auditor.onAnswer({ point: 'message', profile: 'Orders', url: 'wss://h/a', message }, answer)
    const rule = 'Ask before each message'
    expect(entries).toEqual([
      { ...subject, connectionId: '', at: 7, action: 'confirm', decision, rule, detail: answer, bytes: 3 },
    ])
  })

  it('of an end once, also where the connection is to be made again by then', () => {
    const how = { cause: 'server', code: 1001, reason: '', clean: true, during: 'session' } as const
    const closed = { phase: 'closed', at: 9, ...how } as const
    const waiting = { phase: 'waiting', since: 9, until: 10, attempt: 1, attempts: 0, closed } as const
    // As a report tells it, when the background slept while it closed.
    auditor.onConnection({ ...record, state: waiting }, record)
    expect(entries).toMatchObject([{ ...subject, action: 'close', detail: '1001 server' }])
    auditor.onConnection({ ...record, state: closed }, { ...record, state: waiting })
    expect(entries).toHaveLength(1)
  })

  it('of no secret of an address, also where that is what the profile is called or has a variable for its host', () => {
    profile = newProfile('p1', { url: 'wss://user:secret@{{host}}/a?token=secret' })
    auditor.onCommand('connection.create', { profileId: 'p1' }, refuse('invalid-url', 'No.', { rule: 'x' }))
    expect(entries).toMatchObject([{ profile: 'wss://{{host}}/a', endpoint: 'wss://{{host}}/a' }])
  })

  it('of the rule about the whole URL, of which it has only a part', () => {
    const withKey = { ...record, handshakeUrl: 'wss://h/a?room=1&key=secret' }
    auditor.onConnection(withKey, { ...withKey, state: connecting.state })
    auditor.onConnectionRemoved(record, ok(profile))
    expect(judged).toEqual(['wss://h/a?room=1&key=secret', 'wss://user:secret@h/a?token=secret'])
    expect(entries.map(({ endpoint }) => endpoint)).toEqual(['wss://h/a', 'wss://h/a'])
    expect(JSON.stringify(entries)).not.toContain('secret')
  })

  it('of no value of a secret variable in the path of an address', () => {
    auditor.onConnection({ ...record, url: 'wss://h/hush/a' }, connecting)
    expect(entries).toMatchObject([{ endpoint: 'wss://h/••••••/a' }])
  })

  it('of none that it stood for when the connection was made and stands for no more', () => {
    auditor.onConnection({ ...record, url: 'wss://h/before/hush', toldUrl: 'wss://h/••••••/hush' }, connecting)
    expect(entries).toMatchObject([{ endpoint: 'wss://h/••••••/••••••' }])
  })

  it('of a question about it as readable as of what was answered', () => {
    const url = 'wss://user:••••••@h/••••••/a?token=••••••'
    auditor.onAnswer({ point: 'open', profile: 'Orders', url }, 'yes')
    expect(entries).toMatchObject([{ endpoint: 'wss://h/••••••/a' }])
  })

  it('of the beginning of what a view sent that is quoted to it, however long that is', () => {
    auditor.onCommand('x'.repeat(5000), null, refuse('unknown-command', 'No.'))
    auditor.onCommand('message.send', null, refuse('invalid-arguments', `but received "${'x'.repeat(5000)}"`))
    for (const { detail } of entries) expect(detail.length).toBeLessThanOrEqual(2000)
  })

  it('of each token that is asked for, without what is secret in the address', () => {
    auditor.onTokenRequest('p1', 'https://me:secret@auth.example/token?key=secret', 'refresh_token')
    expect(entries).toEqual([
      {
        at: 7,
        action: 'token',
        decision: 'allowed',
        connectionId: '',
        profile: 'Orders',
        endpoint: 'https://auth.example/token',
        rule: 'No rule against it',
        detail: 'refresh_token',
      },
    ])
  })

  it('of the last messages of a connection that is forgotten, and whose profile is deleted', () => {
    const gone = { ...record, id: 'c2' }
    auditor.onConnectionRemoved({ ...gone, profileId: 'deleted' }, ok(profile))
    auditor.onMessages([{ connectionId: 'c2', direction: 'received', at: 3, bytes: 2, sha256: 'ab' }])
    expect(entries).toMatchObject([
      { ...subject, connectionId: 'c2', action: 'close', detail: 'disposed' },
      { ...subject, connectionId: 'c2', action: 'receive', rule: 'No rule against it' },
    ])
  })

  it('of messages by size and digest', () => {
    auditor.onMessages([{ connectionId: 'c1', direction: 'received', at: 3, bytes: 2, sha256: 'ab' }])
    expect(entries).toEqual([
      {
        ...subject,
        at: 3,
        action: 'receive',
        decision: 'allowed',
        rule: 'No rule against it',
        detail: '',
        bytes: 2,
        sha256: 'ab',
      },
    ])
  })
})
