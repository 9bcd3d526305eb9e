import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AuditReader } from '../../panels/options/audit-reader.ts'
import { AuditLedger } from '../../src/background/audit-ledger.ts'
import { type AuditContent, endpointOf } from '../../src/core/audit.ts'

let reader: AuditReader

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
  reader = new AuditReader()
})

/** The entries before one, or all of them. */
async function read(before?: number) {
  const portions = []
  for await (const portion of reader.backwards(before)) portions.push(portion)
  return portions.flat()
}

function entry(at: number, change: Partial<AuditContent> = {}): AuditContent {
  const given = { connectionId: 'c', profile: 'P', endpoint: 'wss://h/', rule: '', detail: '' }
  return { at, action: 'open', decision: 'allowed', ...given, ...change }
}

describe('the audit ledger', () => {
  it('gives pages, the latest entry first', async () => {
    const ledger = new AuditLedger()
    await ledger.append(
      [1, 2, 3].map((at) => entry(at)),
      3,
    )
    expect((await read()).map(({ at }) => at)).toEqual([3, 2, 1])
    expect((await read(3)).map(({ at }) => at)).toEqual([2, 1])
    expect(await read(1)).toEqual([])
  })

  it('gives many in portions that leave nothing out', async () => {
    await new AuditLedger().append(
      Array.from({ length: 2500 }, (_, index) => entry(index)),
      2500,
    )
    expect((await read()).map(({ seq }) => seq)).toEqual(Array.from({ length: 2500 }, (_, index) => 2500 - index))
  })

  it('goes on where an earlier run of the background stopped', async () => {
    await new AuditLedger().append([entry(1)], 1)
    const later = new AuditLedger()
    await later.append([entry(2)], 2)
    expect((await read()).map(({ at }) => at)).toEqual([2, 1])
  })

  it('goes on after the browser has closed its database', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const ledger = new AuditLedger()
    await ledger.append([entry(1)], 1)
    const [database] = transaction.mock.contexts as unknown as IDBDatabase[]
    database?.close()
    database?.onclose?.(new Event('close'))
    await ledger.append([entry(2)], 2)
    expect(await read()).toHaveLength(2)
  })

  it('keeps within its bounds of count and age, from the oldest on', async () => {
    const ledger = new AuditLedger({ mostEntries: 3, mostAge: 100 })
    await ledger.append(
      [1, 2, 3, 4, 5].map((at) => entry(at)),
      5,
    )
    expect((await read()).map(({ at }) => at)).toEqual([5, 4, 3])
    const again = new AuditLedger({ mostEntries: 3, mostAge: 100 })
    await again.append([entry(104)], 104)
    expect((await read()).map(({ at }) => at)).toEqual([104, 5, 4])
    expect(Object.getOwnPropertyNames(AuditLedger.prototype).sort()).toEqual(['append', 'constructor'])
  })

  it('keeps within them, but for some hundreds, as long as the background runs', async () => {
    const ledger = new AuditLedger({ mostEntries: 3, mostAge: 1_000_000 })
    for (let at = 1; at <= 1200; at += 100) {
      await ledger.append(
        Array.from({ length: 100 }, (_, index) => entry(at + index)),
        at,
      )
    }
    const kept = await read()
    expect(kept.length).toBeLessThanOrEqual(503)
    expect(kept[0]).toMatchObject({ at: 1200 })
  })

  it('keeps what is just as old as it may be', async () => {
    const ledger = new AuditLedger({ mostEntries: 3, mostAge: 100 })
    await ledger.append([entry(3), entry(4), entry(5)], 104)
    expect((await read()).map(({ at }) => at)).toEqual([5, 4])
  })
})

it('says which profiles reached which endpoints, how often and when last, over all that it has', async () => {
  const ledger = new AuditLedger()
  const entries = [
    entry(1),
    entry(5),
    entry(3, { decision: 'refused' }),
    entry(9, { profile: 'Q' }),
    ...Array.from({ length: 6000 }, () => entry(2, { action: 'send' })),
    entry(4),
  ]
  await ledger.append(entries, 9)
  expect(await reader.summarize()).toEqual([
    { profile: 'Q', endpoint: 'wss://h/', opened: 1, refused: 0, last: 9 },
    { profile: 'P', endpoint: 'wss://h/', opened: 3, refused: 1, last: 5 },
  ])
})

it('gives all that it has in portions, the oldest entry first', async () => {
  const ledger = new AuditLedger()
  await ledger.append(
    Array.from({ length: 5001 }, (_, at) => entry(at)),
    9,
  )
  const portions: number[][] = []
  for await (const portion of reader.batches()) portions.push(portion.map(({ seq }) => seq))
  expect(portions.map(({ length }) => length)).toEqual([5000, 1])
  expect(portions.flat()).toEqual(Array.from({ length: 5001 }, (_, index) => index + 1))
})

it('names endpoints without what may be secret', () => {
  expect(endpointOf('wss://user:pass@h:81/a?token=x')).toBe('wss://h:81/a')
})
