import { expect, it } from 'vitest'
import { noKeepAlive } from '../../src/core/keep-alive.ts'
import { noReconnect } from '../../src/core/reconnect.ts'
import { FaultGround, often } from './support/fault-ground.ts'
import { figuresOf } from './support/fault-report.ts'
import { waiting } from './support/inspector.ts'

// Where something comes to its limit: the other end's patience, memory, what a panel leaves behind. See docs/faults.md.

const ground = new FaultGround('limits')
const times = {
  stalled: often(1, 20),
  mute: often(1, 20),
  panels: often(8, 500),
  large: often(2, 20),
  jumps: often(2, 50),
}

it('the server stops reading: what is sent waits, and none of it is lost', async () => {
  const counted = []
  for (let time = 0; time < times.stalled; time++) {
    const { opened, run } = await stalledBurst('/stall')
    expect(run).toMatchObject({ state: 'done', sent: 300, unsent: 0 })
    // A little more than the mebibyte that is let wait: one message.
    expect(run.mostBuffered).toBeLessThan(1_200_000)
    const [log] = await ground.witness.call('settled', [opened.logId], { messages: 300 })
    expect(log).toMatchObject({ messages: 300, twice: 0, disordered: 0, holes: 0 })
    counted.push({ rows: log?.announced ?? 0 }, await ground.lies())
  }
  ground.report.add('server stopped reading', times.stalled, ...counted, await ground.leftOver())
})

/**
 * Sends more than leaves while the server reads nothing, and has the server go on when nothing moves any more: the
 * computer takes some megabytes for it at first.
 */
async function stalledBurst(path: string) {
  const opened = await ground.witness.call('connect', { url: ground.at(path) })
  await ground.witness.call('burst', opened, 300, 65_536)
  const told = () => ground.witness.call('burstTold')
  await expect.poll(async () => (await told()).stood, waiting).toBeGreaterThan(3)
  expect((await told()).mostBuffered).toBeGreaterThan(500_000)
  await fetch(`http://127.0.0.1:${ground.server.port}/go-on`)
  await expect.poll(async () => (await told()).state, waiting).not.toBe('running')
  return { opened, run: await told() }
}

it('the server goes while what was sent waits: the log says which messages have not left', async () => {
  const { opened, run } = await stalledBurst('/stall?cut')
  expect(run).toMatchObject({ state: 'stopped', unsent: 0 })
  await ground.settled(opened.logId, 1)
  const notes = await ground.witness.call('readNotes', opened.logId, 'send-refused')
  expect(notes).toHaveLength(1)
  const [, left = 0] = /not whole: (\d+),/.exec(notes[0] ?? '') ?? []
  // What waits is held at a mebibyte.
  expect(Number(left)).toBeGreaterThan(5)
  expect(Number(left)).toBeLessThan(20)
})

it('the other end falls silent: keep-alive notices', async () => {
  const keepAlive = { ...noKeepAlive, enabled: true, interval: 300, answer: 'pong', patience: 300, unanswered: 'close' }
  const counted = []
  for (let time = 0; time < times.mute; time++) {
    const profile = { url: ground.at('/mute?count=20&at-once'), keepAlive } as const
    const { connectionId, logId } = await ground.witness.call('connect', profile as never)
    const { state } = await ground.witness.call('comesTo', connectionId, ['closed'])
    expect(state).toMatchObject({ cause: 'timeout' })
    const { log, figures } = await ground.settled(logId, 1)
    expect(log).toMatchObject({ messages: 20, closed: 1 })
    counted.push(figures, await ground.lies(), await ground.leftOver())
  }
  ground.report.add('silent other end', times.mute, ...counted)
})

it('the clock jumps: the log goes on, and what is planned comes when it should', async () => {
  const keepAlive = { ...noKeepAlive, enabled: true, interval: 200 }
  const reconnect = { ...noReconnect, enabled: true, delay: 200, growth: 1, jitter: 0, attempts: 0 }
  const steady = { url: ground.at('/flood?rate=500&count=1000000000'), keepAlive }
  // By a close: a reset may take the answer to the handshake along.
  const broken = { url: ground.at('/close?code=4001'), reconnect }
  const { connectionId, logId } = await ground.witness.call('connect', steady as never)
  const other = await ground.witness.call('connect', broken as never)
  const paceOf = (id: string) => ground.witness.call('readPace', id)
  for (let time = 0; time < times.jumps; time++) {
    const shift = ground.between(-48, 48) * 3_600_000
    await ground.witness.call('setClock', shift)
    const [kept, made] = [await paceOf(logId), await paceOf(other.logId)]
    // What was sent before the jump may be stored after it.
    const shifted = ({ sent }: typeof kept) =>
      sent.slice(kept.sent.length).filter((at) => Math.abs(at - shift - Date.now()) < 600_000)
    await expect.poll(async () => shifted(await paceOf(logId)).length, waiting).toBeGreaterThan(2)
    await expect.poll(async () => (await paceOf(other.logId)).opened, waiting).toBeGreaterThan(made.opened + 1)
    const now = await paceOf(logId)
    // None is made up for, and none comes early: the first may be late by an interval, and the last on time.
    const sent = shifted(now)
    expect(sent.length).toBeLessThanOrEqual((Math.max(...sent) - Math.min(...sent)) / keepAlive.interval + 2)
    expect(Math.abs(now.last - shift - Date.now())).toBeLessThan(10_000)
  }
  await ground.witness.call('setClock', 0)
  await ground.witness.call('call', 'connection.dispose', { connectionId: other.connectionId } as never)
  await ground.disconnect(connectionId)
  const { figures } = await ground.settled(logId, 1)
  ground.report.add('clock jumped', times.jumps, figures, await ground.lies(), await ground.leftOver())
})

it('messages of 64 MiB come one after the other', async () => {
  const size = 64 << 20
  // A log at a time, so that the browser's bound for all that is stored is not what comes to its end.
  const atOnce = Math.min(4, times.large)
  // Firefox cannot make a server wait: of more than it can store a part would be left out, and said.
  const pace = ground.browser.name === 'firefox' ? '&rate=1' : ''
  const counted = []
  for (let come = 0; come < times.large; come += atOnce) {
    const url = ground.at(`/flood?count=${atOnce}&size=${size}${pace}`)
    const { logId } = await ground.witness.call('connect', { url })
    // Looked at when they are all there: reading them takes its time.
    await ground.witness.call('grown', logId, atOnce)
    const [log] = await ground.witness.call('settled', [logId], { messages: atOnce })
    expect(log).toMatchObject({ messages: atOnce, characters: atOnce * size, skipped: 0 })
    counted.push(log ? figuresOf(log, log.announced) : { lost: 1 }, await ground.lies(), await ground.leftOver())
  }
  ground.report.add('messages of 64 MiB', times.large, ...counted)
})

it('panels are opened and closed: nothing of them stays', async () => {
  // Firefox never lets go of any page that is closed while a module of it waits for another: docs/faults.md.
  const until = ground.browser.name === 'firefox' ? 'complete' : 'usable'
  await ground.witness.call('openPanels', 2, until)
  const before = await ground.browser.weigh()
  for (let opened = 0; opened < times.panels; opened += 4) await ground.witness.call('openPanels', 4, until)
  const look = async () => {
    const after = await ground.browser.weigh()
    return { documents: after.documents - before.documents, listeners: after.listeners - before.listeners, after }
  }
  // What is let go of goes with the next collections of garbage.
  await expect.poll(look, waiting).toMatchObject({ documents: 0, listeners: 0 })
  const { after } = await look()
  // Caches and compiled code settle; a port that stayed would weigh some kilobytes each time, and a panel megabytes.
  expect(after.heap - before.heap).toBeLessThan(4_000_000)
  ground.report.add('panels opened and closed', times.panels, await ground.leftOver())
})
