import { afterEach, expect, test } from 'vitest'
import { cellText } from '../../panels/options/audit-words.ts'
import type { AuditEntry } from '../../src/core/audit.ts'
import { speak } from './i18n.ts'

afterEach(() => speak('en'))

const entry: AuditEntry = {
  ...{ seq: 1, at: 0, action: 'close', decision: 'allowed', connectionId: 'c1', profile: 'Echo' },
  ...{ endpoint: 'ws://127.0.0.1/', rule: '', detail: '' },
}
const detail = (change: Partial<AuditEntry>) => cellText({ ...entry, ...change }, 'detail')

test('how a connection ended is told in words, in the language of the browser', () => {
  expect(detail({ detail: '1000 user' })).toBe('1000 by you')
  expect(detail({ detail: '1006 owner-gone' })).toBe('1006 because its panel is gone')
  expect(detail({ detail: 'disposed' })).toBe('disposed')
  speak('de')
  expect(detail({ detail: '4001 server' })).toBe('4001 durch den Server')
  expect(detail({ detail: 'disposed' })).toBe('verworfen')
})

test('what a person answered is told in words, too', () => {
  expect(detail({ action: 'confirm', detail: 'yes' })).toBe('yes')
  expect(detail({ action: 'confirm', decision: 'refused', detail: 'asker-gone' })).toBe('who asked was gone')
  speak('de')
  expect(detail({ action: 'confirm', decision: 'refused', detail: 'timeout' })).toBe('keine Antwort in der Zeit')
})

test('what a ledger holds that is none of these is shown as it is', () => {
  expect(detail({ detail: '1000 constructor' })).toBe('1000 constructor')
  expect(detail({ action: 'confirm', detail: 'toString' })).toBe('toString')
  expect(detail({ action: 'open', detail: 'disposed' })).toBe('disposed')
})
