import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { AuditLedger } from '../../src/background/audit-ledger.ts'
import type { AuditContent } from '../../src/core/audit.ts'
import { ok } from '../../src/core/result.ts'
import type { SharedState } from '../../src/wire/view.ts'
import { type FakeSession, fakeSession } from './fake-session.ts'

const entries: readonly AuditContent[] = [
  { at: 1000, action: 'create', ...subject(), decision: 'refused', rule: 'Blocked: *://x/*', detail: 'No.' },
  { at: 2000, action: 'open', ...subject(), decision: 'allowed', rule: 'No rule against it', detail: '' },
]

function subject() {
  return { connectionId: 'c1', profile: 'Orders', endpoint: 'ws://localhost:1/orders' }
}

/** A background that knows a ledger of two entries and no rules of the person. */
export function optionsSession(state: Partial<SharedState> = {}): FakeSession {
  globalThis.indexedDB = new IDBFactory()
  void new AuditLedger().append(entries, 2000)
  const session = fakeSession(state)
  session.answer({
    'rules.read': () => ok({ rules: { onlyListed: false, rules: {} } }),
    'environments.read': () => ok([]),
    'policy.touched': () => ok([{ connectionId: 'c1', rule: 'Allowed: a' }]),
  })
  return session
}
