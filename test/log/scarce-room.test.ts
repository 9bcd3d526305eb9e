import { beforeEach, expect, test } from 'vitest'
import { openLogDatabase } from '../../src/log/database.ts'
import { LogWriter } from '../../src/log/writer.ts'
import { emptyStorage, ManualClock, readAll, textsOf, withDatabase, writeEach } from './support.ts'

beforeEach(emptyStorage)

const block = 'x'.repeat(300_000)
const padding = new Uint8Array([1, 2, 3])

/** A writer in a browser that gives back the room of files only, and how much of it is used. */
function openLog() {
  const disk = { usage: 0 }
  const clock = new ManualClock()
  const estimate = async () => ({ usage: disk.usage, quota: 400_000_000 })
  const writer = new LogWriter({ open: openLogDatabase, clock, now: () => 0, estimate, padding, onGrowth: () => {} })
  return { disk, clock, writer }
}

function paddings(): Promise<boolean[]> {
  return withDatabase(async (database) => (await database.getAll('blocks')).map((stored) => 'padding' in stored))
}

test('full blocks are stored with what makes them files once room is scarce, and are read as others are', async () => {
  const { disk, clock, writer } = openLog()
  await writeEach(writer, 'a', [block, 'before'])
  disk.usage = 60_000_000
  clock.advance(10_000)
  await writeEach(writer, 'a', ['looked at', block, 'small'])
  await writer.flush()
  expect(await paddings()).toEqual([false, false, true, false])
  expect(textsOf(await readAll('a'))).toEqual([block, 'before', 'looked at', block, 'small'])
})

test('where room is not written to again, more goes for as long as too little is given back', async () => {
  const { disk, clock, writer } = openLog()
  const firstAfterALook = async () => {
    clock.advance(10_000)
    await writeEach(writer, 'b', ['look'])
    return (await readAll('a'))[0]?.seq
  }
  await writeEach(writer, 'a', Array(24).fill(block))
  disk.usage = 350_000_000
  expect(await firstAfterALook()).toBe(3)
  expect(await firstAfterALook()).toBe(5)
  disk.usage = 299_000_000
  expect(await firstAfterALook()).toBe(5)
})
