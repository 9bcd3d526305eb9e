import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConnectionRecords } from '../../src/background/connection-records.ts'
import type { ConnectionRecord } from '../../src/background/connection-store.ts'
import { Consent } from '../../src/background/consent.ts'
import { consented } from '../../src/background/consented.ts'
import { Questions } from '../../src/background/questions.ts'
import { type Answer, type Asked, answerTime, type ConfirmPoint } from '../../src/core/confirm.ts'
import type { ConnectionState } from '../../src/core/connection.ts'
import { newProfile, type Profile } from '../../src/core/profile.ts'
import { ok, refuse } from '../../src/core/result.ts'

let present: Set<string>
let answers: [Asked, Answer][]
let changes: number
let questions: Questions
let profile: Profile
let consent: Consent

beforeEach(() => {
  vi.useFakeTimers()
  present = new Set(['panel', 'popup'])
  answers = []
  changes = 0
  let ids = 0
  questions = new Questions({
    present: () => present,
    onChange: () => {
      changes += 1
    },
    onAnswer: (asked, answer) => answers.push([asked, answer]),
    now: () => 1000,
    newId: () => `q${++ids}`,
  })
  profile = newProfile('p', { name: 'Orders', url: 'wss://h/', confirm: ['create', 'open', 'close', 'message'] })
  consent = new Consent({
    questions,
    profile: () => ok(profile),
    masked: (text) => text.replaceAll('secret', '••••'),
  })
})

afterEach(() => void vi.useRealTimers())

function gone(viewId: string): void {
  present.delete(viewId)
  questions.check()
}

const subject = { profileId: 'p', url: 'wss://h/?k=secret' }

function closing(states: readonly ConnectionState[]) {
  const open = states.map(
    (state, index): ConnectionRecord => ({
      ...{ ...subject, id: `${index}`, logId: 'p', owner: { type: 'background' }, state },
    }),
  )
  const closed: string[] = []
  const records = new ConnectionRecords({ onConnection: () => {}, onConnectionRemoved: () => {} })
  records.restore(open)
  const connections = { mayCreate: () => refuse('failed', 'no'), disposeOf: () => ok(null) }
  const profiles = { mayRemove: () => ok(null) }
  const close = () =>
    consented({ records, connections, consent, profiles }).afterDisposal(
      'panel',
      () => ['p'],
      () => {
        closed.push(...records.list().map(({ id }) => id))
        return ok(null)
      },
    )
  return { close, closed, records }
}

describe('what the person wants to be asked before', () => {
  it('waits for the answer and says what would happen, without secrets', async () => {
    const agreed = consent.toSend('panel', subject, { type: 'text', text: 'a secret é' })
    expect(questions.list()).toMatchObject([
      {
        asker: 'panel',
        question: {
          ...{ id: 'q1', point: 'message', profile: 'Orders', url: 'wss://h/?k=••••', until: 1000 + answerTime },
          message: { bytes: 11, preview: 'a •••• é', isBinary: false },
        },
      },
    ])
    expect(changes).toBe(1)
    expect(questions.answer('q1', true)).toEqual(ok(null))
    expect(await agreed).toEqual(ok(null))
    expect(changes).toBe(2)
    expect(questions.list()).toEqual([])
    expect(answers).toMatchObject([[{ point: 'message' }, 'yes']])
  })

  it('tells how many bytes would be sent, whatever the text looks like', () => {
    void consent.toSend('panel', subject, { type: 'binary', base64: 'AAECAw==' })
    void consent.toSend('panel', subject, { type: 'text', text: 'AAECAw==' })
    expect(questions.list().map(({ question }) => question.message)).toEqual([
      { bytes: 4, preview: 'AAECAw==', isBinary: true },
      { bytes: 8, preview: 'AAECAw==', isBinary: false },
    ])
  })

  it('cuts no character of a long message in two', () => {
    void consent.toSend('panel', subject, { type: 'text', text: `a${'😀'.repeat(2000)}` })
    expect(questions.list()[0]?.question.message?.preview).toBe(`a${'😀'.repeat(999)}…`)
  })

  it('is not asked about what the profile does not name', async () => {
    profile = { ...profile, confirm: ['close'] }
    expect(await consent.toOpen('panel', subject)).toEqual(ok(null))
    expect(answers).toEqual([])
  })

  const ends: Readonly<Record<Exclude<Answer, 'yes'>, () => void>> = {
    no: () => void questions.answer('q1', false),
    timeout: () => void vi.advanceTimersByTime(answerTime),
    'asker-gone': () => gone('panel'),
    nobody: () => undefined,
    'too-many': () => undefined,
  }

  it.each(['no', 'timeout', 'asker-gone'] as const)('is not done after “%s”', async (answer) => {
    const agreed = consent.toOpen('panel', subject)
    ends[answer]()
    expect(await agreed).toMatchObject({ ok: false, refusal: { code: 'failed', rule: 'Ask before each open' } })
    expect(answers).toMatchObject([[{ point: 'open' }, answer]])
  })

  it.each([
    ['create', () => consent.toCreate('away', 'p')],
    ['open', () => consent.toOpen('away', subject)],
    ['message', () => consent.toSend('away', subject, { type: 'binary', base64: 'AA==' })],
  ] satisfies [ConfirmPoint, () => Promise<unknown>][])(
    'is no at once for a view that is away: %s',
    async (point, ask) => {
      expect(await ask()).toMatchObject({ ok: false })
      expect(answers).toMatchObject([[{ point }, 'asker-gone']])
    },
  )

  it('is asked of any view when it happens by itself, and of none is no', async () => {
    const agreed = consent.toOpen(undefined, subject)
    gone('panel')
    expect(questions.list()).toHaveLength(1)
    gone('popup')
    expect(await agreed).toMatchObject({ ok: false })
    expect(await consent.toOpen(undefined, subject)).toMatchObject({
      refusal: { message: expect.stringContaining('No view is open') },
    })
    expect(answers.map(([, answer]) => answer)).toEqual(['nobody', 'nobody'])
  })

  it('has an answer once, and ends for all connections with the first no', async () => {
    const open = { phase: 'open', since: 0, protocol: '', extensions: '' } as const
    const { close, closed } = closing([{ phase: 'idle' }, open, open])
    const answered = close()
    questions.answer('q1', false)
    expect(await answered).toMatchObject({ ok: false, refusal: { code: 'not-confirmed' } })
    expect(closed).toEqual([])
    expect(questions.answer('q1', true)).toMatchObject({ refusal: { code: 'unknown-question' } })
    expect(answers).toHaveLength(1)
  })

  it('is asked about a connection, too, that was opened while it was asked about another', async () => {
    const open = { phase: 'open', since: 0, protocol: '', extensions: '' } as const
    const { close, closed, records } = closing([open])
    const answered = close()
    records.put({ ...subject, id: 'later', logId: 'p', owner: { type: 'background' }, state: open })
    questions.answer('q1', true)
    await expect.poll(() => questions.list()).toHaveLength(1)
    expect(closed).toEqual([])
    questions.answer('q2', true)
    expect(await answered).toEqual(ok(null))
    expect(closed).toEqual(['0', 'later'])
  })

  it('is asked a bounded number of times at once', async () => {
    const all = Array.from({ length: 21 }, () => consent.toOpen('panel', subject))
    expect(await all[20]).toMatchObject({ refusal: { message: expect.stringContaining('Too many') } })
    expect(questions.list()).toHaveLength(20)
  })
})
