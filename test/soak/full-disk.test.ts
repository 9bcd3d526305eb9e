import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Opened } from '../e2e/in-page/witness.ts'
import { FaultGround, often } from '../e2e/support/fault-ground.ts'
import { figuresOf } from '../e2e/support/fault-report.ts'

// Fills the disk that the browser's profile is on, which therefore has to be one of its own: docs/faults.md.

const ground = new FaultGround('full-disk')

interface Kind {
  readonly title: string
  /** Bytes of a message. */
  readonly size: number
  /** The part of it that cannot be compressed. */
  readonly random: number
  /** Messages a second, in Firefox not more than it takes: it cannot make a server wait. */
  readonly rate: { readonly chromium: number; readonly firefox: number }
}

const kinds: readonly Kind[] = [
  { title: 'nothing can be compressed', size: 16_384, random: 1, rate: { chromium: 900, firefox: 900 } },
  // Chromium keeps what takes less than 64 KiB in a database instead of in files.
  { title: 'blocks take less than 64 KiB', size: 16_384, random: 0.18, rate: { chromium: 2000, firefox: 2000 } },
  { title: 'short messages', size: 200, random: 0.5, rate: { chromium: 40_000, firefox: 10_000 } },
]

/** How much comes, against what the browser lets us store. */
const times = often(1, 100) / 10

it('the disk is full before anything is stored: the connection stays, and it is stored again when there is room', async () => {
  // A new Firefox writes 18 MB of its own, which others must not find room for later.
  await ground.browser.restart()
  await ground.witnessAgain()
  // As little as nothing has to go for when there is room again: the note of what was lost is among the first.
  const count = 200 * 90
  const url = ground.at(`/flood?count=${count}&size=2048&random=1&rate=200`)
  const { profileId } = (await ground.witness.call('call', 'profile.create', { kind: 'json', url } as never)) as Opened
  const { connectionId, logId } = await onFullDisk(async () => {
    const opened = await ground.witness.call('connectAgain', profileId)
    const lost = async () => (await ground.witness.call('told')).lost[opened.logId]
    await expect.poll(lost, { interval: 1000, timeout: 120_000 }).toBeGreaterThan(1000)
    expect((await ground.witness.call('told')).phases[opened.connectionId]).toBe('open')
    return opened
  })
  const look = async () => (await ground.settled(logId, 0)).log
  await expect.poll(async () => (await look()).last, { interval: 1000, timeout: 120_000 }).toBe(count - 1)
  expect((await ground.witness.call('told')).phases[connectionId]).toBe('open')
  const log = await look()
  expect(log).toMatchObject({ twice: 0, disordered: 0, holes: 0 })
  expect(log.skipped).toBeLessThanOrEqual(log.admitted)
  const notes = await ground.witness.call('readNotes', logId, 'gap')
  expect(notes.join()).toMatch(/Storage could not be written: .* missing here/)
})

it.each([
  { title: '16 KiB, at once', size: 16_384, random: 1, rate: 200, before: 0 },
  { title: '16 KiB', size: 16_384, random: 1, rate: 200, before: 6000 },
  { title: 'short messages, at once', size: 200, random: 0.5, rate: 6000, before: 0 },
  { title: 'short messages', size: 200, random: 0.5, rate: 6000, before: 180_000 },
])('others fill the disk: the oldest go, and what comes is kept ($title)', async (kind) => {
  const { title, size, random, rate, before } = kind
  const count = before + rate * often(60, 900)
  const url = ground.at(`/flood?count=${count}&size=${size}&random=${random}&rate=${rate}`)
  const opened = await ground.witness.call('connect', { url })
  const hasBallast = async () => isWhole(await ground.witness.call('ballast'))
  await expect.poll(hasBallast, { interval: 20, timeout: 60_000 }).toBe(true)
  await ground.witness.call('grown', opened.logId, before)
  await onFullDisk(() => expectRing(`others fill the disk, ${title}`, count, rate, opened))
})

/** Whether a ballast is as large as it is to stay; while it is made it is larger. */
function isWhole(ballast: number): boolean {
  return ballast === 16_000_000 || ballast === 32_000_000
}

it.each(kinds)(
  'storage is full: the oldest go, and what comes is kept ($title)',
  async ({ title, size, random, rate: rates }) => {
    const rate = rates[ground.browser.name]
    const count = Math.ceil((times * (await room())) / (size * random))
    const url = ground.at(`/flood?count=${count}&size=${size}&random=${random}&rate=${rate}`)
    await expectRing(title, count, rate, await ground.witness.call('connect', { url }))
  },
)

/** Waits until all messages have come, so many a second, and expects the last ones to be kept, all of them and in order. */
async function expectRing(title: string, count: number, rate: number, { connectionId, logId }: Opened): Promise<void> {
  const told = () => ground.witness.call('told')
  // With the note of each deletion there are more entries than messages.
  await expect
    .poll(async () => (await told()).announced[logId], { interval: 1000, timeout: (count / rate) * 2000 + 120_000 })
    .toBeGreaterThan(count)
  const look = async () => (await ground.settled(logId, 0)).log
  await expect.poll(async () => (await look()).last, { interval: 1000, timeout: 60_000 }).toBe(count - 1)
  expect((await told()).phases[connectionId]).toBe('open')
  const log = await look()
  const notes = await ground.witness.call('readNotes', logId, 'gap')
  const lies = await ground.lies()
  console.log(`${title}: ${log.messages} of ${count} messages are left, ${Math.round(log.characters / 1e6)} MB`)
  ground.report.add(`storage full: ${title}`, count, figuresOf(log, log.announced), lies, await ground.leftOver(), {
    kept: log.messages,
    lost: log.skipped,
  })
  expect(notes.length).toBeGreaterThan(0)
  for (const note of notes) expect(note).toMatch(/^Storage was full: the oldest .* deleted\.$/)
}

/** Does something while others have all that was left of the disk. */
async function onFullDisk<T>(work: () => Promise<T>): Promise<T> {
  const filler = path.join(os.tmpdir(), 'filler')
  try {
    fillDisk(filler)
    return await work()
  } finally {
    rmSync(filler)
  }
}

/** Writes a file as large as what is free now; not also into what the extension gives up meanwhile. */
function fillDisk(file: string): void {
  const { bavail, bsize } = statfsSync(os.tmpdir())
  let left = bavail * bsize
  const descriptor = openSync(file, 'w')
  try {
    for (const bytes of [1024 * 1024, 4096]) {
      const piece = Buffer.alloc(bytes)
      while (left >= bytes && hasRoom(() => writeSync(descriptor, piece))) left -= bytes
    }
  } finally {
    closeSync(descriptor)
  }
}

function hasRoom(write: () => number): boolean {
  try {
    return write() > 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
}

/** Bytes: what the browser says, or what there is where it says more. */
async function room(): Promise<number> {
  const { bavail, bsize } = statfsSync(os.tmpdir())
  const { quota } = await ground.witness.call('room')
  return Math.min(quota, bavail * bsize)
}
