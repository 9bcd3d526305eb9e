import { beforeEach, expect, test } from 'vitest'
import type { PairingRules } from '../../src/core/pairing.ts'
import { LogSession } from '../../src/log/log-session.ts'
import { PairFinder } from '../../src/log/pair-finder.ts'
import { LogReader } from '../../src/log/reader.ts'
import { emptyStorage, ManualClock, newWriter, withDatabase } from './support.ts'

beforeEach(emptyStorage)

type Line = readonly [direction: 'sent' | 'received', data: string | Uint8Array, at: number]

async function write(lines: readonly Line[]): Promise<void> {
  const { writer } = newWriter()
  for (const [direction, data, at] of lines) writer.append('a', { type: 'message', direction, data }, at)
  await writer.flush()
}

const byId: PairingRules = { sent: '$.id', received: '' }
const find = (seqs: readonly number[], rules = byId) =>
  withDatabase((database) => new PairFinder(new LogReader(database), 'a').find(seqs, rules))

test('a request and its answer are told from both sides', async () => {
  await write([
    ['sent', '{"id":1}', 10],
    ['sent', '{"id":2}', 20],
    ['received', '{"id":2,"ok":true}', 25],
    ['received', '{"id":1,"ok":true}', 40],
    ['received', '{"event":"other"}', 50],
    ['sent', '{"id":3}', 60],
  ])
  expect(await find([1, 2, 3, 4, 5, 6])).toEqual([
    { seq: 3, role: 'answer', partner: 2, latency: 5 },
    { seq: 2, role: 'request', partner: 3, latency: 5 },
    { seq: 4, role: 'answer', partner: 1, latency: 30 },
    { seq: 1, role: 'request', partner: 4, latency: 30 },
  ])
  expect(await find([4])).toEqual([{ seq: 4, role: 'answer', partner: 1, latency: 30 }])
})

test('a server may ask, too, may answer more than once, and an id may be used again', async () => {
  await write([
    ['received', '{"id":"q"}', 10],
    ['sent', '{"id":"q"}', 12],
    ['sent', '{"id":"s"}', 20],
    ['received', '{"id":"s","n":1}', 21],
    ['received', '{"id":"s","n":2}', 29],
    ['sent', '{"id":"s"}', 30],
    ['received', '{"id":"s","n":3}', 33],
  ])
  const told = new Map(
    (await find([1, 2, 3, 4, 5, 6, 7])).map(({ seq, partner, latency }) => [seq, [partner, latency]]),
  )
  expect([...told].sort(([one], [other]) => one - other)).toEqual([
    [1, [2, 2]],
    [2, [1, 2]],
    [3, [4, 1]],
    [4, [3, 1]],
    [5, [3, 9]],
    [6, [7, 3]],
    [7, [6, 3]],
  ])
})

test('are told of what is there, also where it is asked about what has gone', async () => {
  const { writer } = newWriter()
  for (const id of [1, 2, 3, 4]) {
    writer.append('a', { type: 'message', direction: 'sent', data: `{"id":${id}}` }, 10 * id)
    writer.append('a', { type: 'message', direction: 'received', data: `{"id":${id}}` }, 10 * id + 5)
  }
  await writer.flush()
  await writer.trim('a', 4)
  await withDatabase(async (database) => {
    const session = new LogSession(new LogReader(database), 'a', new ManualClock(), { onSize() {}, onMarks() {} })
    await session.open()
    expect(await session.pairs([1, 2, 7, 8], byId)).toEqual([
      { seq: 8, role: 'answer', partner: 7, latency: 5 },
      { seq: 7, role: 'request', partner: 8, latency: 5 },
    ])
    session.close()
  })
})

test('nothing is answered on another connection', async () => {
  const { writer } = newWriter()
  const message = (direction: 'sent' | 'received', data: string, at: number) =>
    writer.append('a', { type: 'message', direction, data }, at)
  message('sent', '{"id":1}', 10)
  writer.append('a', { type: 'opened', connectionId: 'c', protocol: '', extensions: '' }, 20)
  message('received', '{"id":1}', 30)
  message('sent', '{"id":1}', 40)
  await writer.flush()
  expect(await find([1, 3, 4])).toEqual([
    { seq: 4, role: 'answer', partner: 3, latency: 10 },
    { seq: 3, role: 'request', partner: 4, latency: 10 },
  ])
})

test('each direction can have a path of its own; ids are told apart by kind and to the last digit', async () => {
  await write([
    ['sent', '{"header":{"ids":["a","b"]}}', 10],
    ['received', '{"reply to":"b"}', 11],
    ['sent', '{"header":{"ids":[0,12345678901234567890]}}', 20],
    ['received', '{"reply to":12345678901234567891}', 21],
    ['received', '{"reply to":"12345678901234567890"}', 22],
    ['received', '{"reply to":12345678901234567890}', 23],
    ['received', 'no JSON', 24],
    ['received', Uint8Array.of(1), 25],
  ])
  const rules = { sent: '$.header.ids[1]', received: "$['reply to']" }
  const pairs = await find([1, 2, 3, 4, 5, 6, 7, 8], rules)
  expect(pairs.filter(({ role }) => role === 'answer').map(({ seq, partner }) => [seq, partner])).toEqual([
    [2, 1],
    [6, 3],
  ])
  expect(await find([1, 2], { sent: '', received: '' })).toEqual([])
})

test('partners are found far away, and between rows that lie apart', async () => {
  const others = Array.from({ length: 8000 }, (_, n): Line => ['received', `{"event":${n}}`, n])
  await write([['sent', '{"id":1}', 0], ...others, ['received', '{"id":1}', 9000], ['sent', '{"id":2}', 9001]])
  expect(await find([1])).toMatchObject([{ partner: 8002, latency: 9000 }])
  expect(await find([8002])).toMatchObject([{ partner: 1 }])
  expect(await find([1, 8002])).toHaveLength(2)
})

test('an id is found beside numbers with many digits', async () => {
  await write([
    ['sent', '{"at":0.1234567890123456,"id":1}', 10],
    ['received', '{"id":1,"by":-1.7976931348623157e+308,"n":12345678901234567890}', 14],
  ])
  expect(await find([2])).toEqual([{ seq: 2, role: 'answer', partner: 1, latency: 4 }])
})
