import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ballastBytes } from '../../src/log/ballast.ts'
import { ballastDatabase } from '../../src/log/ballast-database.ts'
import { BallastFile } from '../../src/log/ballast-file.ts'
import { openLogDatabase } from '../../src/log/database.ts'
import type { LogLoss } from '../../src/log/growth.ts'
import { LogWriter } from '../../src/log/writer.ts'
import { SmallDisk } from './small-disk.ts'
import { emptyStorage, ManualClock, passing, readAll, received } from './support.ts'

beforeEach(emptyStorage)
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Bytes of the messages' text. */
const size = 300_000

interface Given {
  /** Bytes that the browser lets us store. */
  readonly quota?: number
  /** Bytes that are used beside the log. */
  readonly beside?: number
  /** Bytes of the ballast that are worth something to the log. */
  readonly given?: number
}

/** A log on a disk that others may fill. */
function openLog({ quota = 1_000_000_000, beside = 0, given = 2_000_000 }: Given = {}) {
  const clock = new ManualClock()
  const disk = new SmallDisk(1_000_000_000, clock)
  const losses: LogLoss[] = []
  let isThere = false
  const ballast = {
    isThere: async () => isThere,
    fill: async () => {
      if (disk.isFilled) throw new DOMException('', 'QuotaExceededError')
      isThere = true
    },
    empty: async () => {
      if (isThere) disk.free(given)
      isThere = false
    },
  }
  const writer = new LogWriter({
    open: openLogDatabase,
    clock,
    ballast,
    estimate: async () => ({ usage: beside + disk.used + (isThere ? ballastBytes : 0), quota }),
    onGrowth: () => {},
    onLoss: (loss) => losses.push(loss),
  })
  let count = 0
  const write = async (messages: number) => {
    for (let index = 0; index < messages; index++) writer.append('a', received(`${count++} ${'x'.repeat(size)}`), 1)
    await passing(clock, writer.flush())
  }
  return { clock, disk, losses, write, isThere: () => isThere }
}

async function numbers(): Promise<number[]> {
  const entries = await readAll('a')
  return entries.flatMap((entry) => (entry.type === 'message' ? [Number.parseInt(String(entry.data), 10)] : []))
}

function consecutive(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index)
}

test('a disk that others fill has the ballast go and then the oldest, and what comes is kept', async () => {
  const { clock, disk, losses, write, isThere } = openLog()
  await write(20)
  clock.advance(60_000)
  await write(1)
  expect(isThere()).toBe(true)
  disk.fill()
  for (let round = 0; round < 30; round++) await write(1)
  expect(isThere()).toBe(false)
  const kept = await numbers()
  expect(losses).toEqual([])
  expect(kept[0]).toBeGreaterThan(20)
  expect(kept).toEqual(consecutive(kept[0] ?? 0, 51))
})

test('no more is used than when others had filled the disk, until there is room for a ballast again', async () => {
  const { clock, disk, losses, write, isThere } = openLog({ beside: 100_000_000, given: 900_000_000 })
  await write(20)
  clock.advance(60_000)
  await write(1)
  disk.fill()
  await write(2)
  const first = (await numbers())[0] ?? 0
  expect(first).toBeGreaterThan(0)
  for (let round = 0; round < 4; round++) await write(1)
  expect((await numbers())[0]).toBeGreaterThan(first)
  clock.advance(60_000)
  await write(1)
  expect(isThere()).toBe(true)
  const kept = (await numbers())[0]
  for (let round = 0; round < 10; round++) await write(1)
  expect((await numbers())[0]).toBe(kept)
  expect(losses).toEqual([])
})

test('there is none for a log of little, nor where it would be much of what may be stored', async () => {
  const little = openLog()
  await little.write(1)
  little.clock.advance(60_000)
  await little.write(1)
  expect(little.isThere()).toBe(false)
  const small = openLog({ quota: 5 * ballastBytes })
  await small.write(20)
  small.clock.advance(60_000)
  await small.write(1)
  expect(small.isThere()).toBe(false)
})

test('the database is there when it was filled, and gone when it could not be', async () => {
  expect(await ballastDatabase.isThere()).toBe(false)
  await ballastDatabase.fill(100_000)
  expect(await ballastDatabase.isThere()).toBe(true)
  await ballastDatabase.empty()
  expect(await ballastDatabase.isThere()).toBe(false)
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('', 'QuotaExceededError')
  })
  await expect(ballastDatabase.fill(100_000)).rejects.toThrow('')
  expect(await ballastDatabase.isThere()).toBe(false)
})

/** A folder with one file, which only one may have open, on a disk with so much room. */
function stubFile(room: number) {
  const file = { size: 0, isOpen: false }
  const open = {
    getSize: () => file.size,
    truncate(bytes: number) {
      file.size = bytes
    },
    write(piece: Uint8Array, { at }: { at: number }) {
      const written = Math.max(0, Math.min(piece.length, room - at))
      file.size = Math.max(file.size, at + written)
      return written
    },
  }
  const createSyncAccessHandle = async () => {
    if (file.isOpen) throw new DOMException('', 'NoModificationAllowedError')
    file.isOpen = true
    return open
  }
  const getFileHandle = async () => ({ createSyncAccessHandle })
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => ({ getFileHandle }) } })
  return file
}

test('the file takes what was asked for, where there is room for it twice, and nothing otherwise', async () => {
  const file = stubFile(9_000_000)
  const ballast = new BallastFile()
  expect(await ballast.isThere()).toBe(false)
  await ballast.fill(4_000_000)
  expect(file.size).toBe(4_000_000)
  expect(await ballast.isThere()).toBe(true)
  await ballast.empty()
  expect(file.size).toBe(0)
  await expect(ballast.fill(6_000_000)).rejects.toThrow('no room')
  expect(file.size).toBe(0)
})

test('the file is opened as soon as the Worker before has let go of it', async () => {
  const file = stubFile(9_000_000)
  file.isOpen = true
  const ballast = new BallastFile()
  await expect(ballast.isThere()).rejects.toThrow()
  file.isOpen = false
  expect(await ballast.isThere()).toBe(false)
})
