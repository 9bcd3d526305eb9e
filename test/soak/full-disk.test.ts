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

it.each(kinds)(
  'storage is full: the oldest go, and what comes is kept ($title)',
  async ({ title, size, random, rate: rates }) => {
    const rate = rates[ground.browser.name]
    const count = Math.ceil((times * (await room())) / (size * random))
    const url = ground.at(`/flood?count=${count}&size=${size}&random=${random}&rate=${rate}`)
    await expectRing(title, count, rate, await ground.witness.call('connect', { url }))
  },
)

it.each([
  { title: '16 KiB', size: 16_384, random: 1, rate: 200 },
  { title: 'short messages', size: 200, random: 0.5, rate: 6000 },
])('others fill the disk: the oldest go, and what comes is kept ($title)', async ({ title, size, random, rate }) => {
  const count = rate * often(90, 900)
  const url = ground.at(`/flood?count=${count}&size=${size}&random=${random}&rate=${rate}`)
  const opened = await ground.witness.call('connect', { url })
  const hasBallast = () => ground.witness.call('hasBallast')
  await expect.poll(hasBallast, { interval: 1000, timeout: 60_000 }).toBe(true)
  const filler = path.join(os.tmpdir(), 'filler')
  try {
    fillDisk(filler)
    await expectRing(`others fill the disk, ${title}`, count, rate, opened)
  } finally {
    rmSync(filler)
  }
})

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

/** Writes a file until there is no room for any more. */
function fillDisk(file: string): void {
  const descriptor = openSync(file, 'w')
  try {
    for (const bytes of [1024 * 1024, 4096]) {
      const piece = Buffer.alloc(bytes)
      while (hasRoom(() => writeSync(descriptor, piece)));
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
