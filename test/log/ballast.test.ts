import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ballastBytes } from '../../src/log/ballast.ts'
import { ballastDatabase } from '../../src/log/ballast-database.ts'
import { BallastFile } from '../../src/log/ballast-file.ts'
import { openLogDatabase } from '../../src/log/database.ts'
import type { LogLoss } from '../../src/log/growth.ts'
import { LogWriter } from '../../src/log/writer.ts'
import { soon } from '../soon.ts'
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
  /** Bytes that the ballast has from before. */
  readonly held?: number
}

/** A log on a disk that others may fill. */
function openLog(options: Given = {}) {
  const { beside = 0, given = 2_000_000 } = options
  const clock = new ManualClock()
  const disk = new SmallDisk(1_000_000_000, clock)
  const losses: LogLoss[] = []
  let { held = 0 } = options
  const ballast = {
    size: async () => held,
    grow: async (bytes: number) => {
      if (disk.isFilled) throw new DOMException('', 'QuotaExceededError')
      held = bytes
    },
    empty: async () => {
      if (held > 0) disk.free(given)
      held = 0
    },
  }
  const writer = new LogWriter({
    open: openLogDatabase,
    clock,
    now: () => 0,
    ballast,
    estimate: async () => ({ usage: beside + disk.used + held, quota: options.quota ?? 1_000_000_000 }),
    onGrowth: () => {},
    onLoss: (loss) => losses.push(loss),
  })
  let count = 0
  const write = async (messages: number) => {
    for (let index = 0; index < messages; index++) writer.append('a', received(`${count++} ${'x'.repeat(size)}`), 1)
    await passing(clock, writer.flush())
  }
  return { clock, disk, losses, write, ballast, held: () => held }
}

async function numbers(): Promise<number[]> {
  const entries = await readAll('a')
  return entries.flatMap((entry) => (entry.type === 'message' ? [Number.parseInt(String(entry.data), 10)] : []))
}

function consecutive(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index)
}

test('a disk that others fill has the ballast go and then the oldest, and what comes is kept', async () => {
  const { disk, losses, write, held } = openLog()
  await write(20)
  expect(held()).toBe(ballastBytes)
  disk.fill()
  for (let round = 0; round < 30; round++) await write(1)
  expect(held()).toBe(0)
  const kept = await numbers()
  expect(losses).toEqual([])
  expect(kept[0]).toBeGreaterThan(20)
  expect(kept).toEqual(consecutive(kept[0] ?? 0, 50))
})

test('there is a ballast as soon as anything is stored', async () => {
  const { disk, losses, write, held } = openLog()
  await write(1)
  expect(held()).toBe(ballastBytes)
  disk.fill()
  for (let round = 0; round < 12; round++) await write(1)
  const kept = await numbers()
  expect(losses).toEqual([])
  expect(kept[0]).toBeGreaterThan(0)
  expect(kept).toEqual(consecutive(kept[0] ?? 0, 13))
})

test('no more is used than when others had filled the disk, until there is room for a ballast again', async () => {
  const { clock, disk, losses, write, held } = openLog({ beside: 100_000_000, given: 900_000_000 })
  await write(20)
  disk.fill()
  await write(2)
  const first = (await numbers())[0] ?? 0
  expect(first).toBeGreaterThan(0)
  for (let round = 0; round < 4; round++) await write(1)
  expect((await numbers())[0]).toBeGreaterThan(first)
  expect(held()).toBe(0)
  clock.advance(60_000)
  await write(1)
  expect(held()).toBe(ballastBytes)
  const kept = (await numbers())[0]
  for (let round = 0; round < 10; round++) await write(1)
  expect((await numbers())[0]).toBe(kept)
  expect(losses).toEqual([])
})

test('it takes at most a third of what is free, and grows when more is', async () => {
  const given = { quota: 70_000_000 }
  const { clock, write, held } = openLog(given)
  await write(1)
  expect(held()).toBe(ballastBytes / 2)
  given.quota = 1_000_000_000
  await write(1)
  expect(held()).toBe(ballastBytes / 2)
  clock.advance(60_000)
  await write(1)
  expect(held()).toBe(ballastBytes)
  const small = openLog({ quota: 40_000_000 })
  await small.write(1)
  expect(small.held()).toBe(0)
})

test('what is refused while the ballast grows waits for it, and nothing has to go', async () => {
  const { disk, losses, write, ballast, held } = openLog()
  const { capacity } = disk
  let settle = () => {}
  const grows = new Promise<void>((resolve) => {
    settle = resolve
  })
  vi.spyOn(ballast, 'grow').mockImplementation(async () => {
    disk.fill()
    await grows
    disk.free(capacity)
    throw new DOMException('', 'QuotaExceededError')
  })
  // More than one transaction takes.
  const writing = write(20)
  await soon(() => expect(disk.refusals).toBeGreaterThan(0))
  settle()
  await writing
  expect(await numbers()).toEqual(consecutive(0, 20))
  expect(held()).toBe(0)
  expect(losses).toEqual([])
})

test('what is refused while it is only looked how large the ballast is waits for no more than that', async () => {
  const { disk, losses, write, ballast, held } = openLog({ held: ballastBytes })
  let look = () => {}
  const looks = new Promise<number>((resolve) => {
    look = () => resolve(ballastBytes)
  })
  vi.spyOn(ballast, 'size').mockReturnValue(looks)
  await write(1)
  disk.fill()
  const writing = write(1)
  await soon(() => expect(disk.refusals).toBe(1))
  look()
  await writing
  expect(disk.refusals).toBe(1)
  expect(held()).toBe(0)
  expect(losses).toEqual([])
})

test('a ballast that has grown without being told is given up, too', async () => {
  const { disk, losses, write, ballast, held } = openLog()
  const { grow } = ballast
  vi.spyOn(ballast, 'grow').mockImplementation(async (bytes) => {
    await grow(bytes)
    throw new DOMException('', 'NoModificationAllowedError')
  })
  await write(20)
  expect(held()).toBe(ballastBytes)
  disk.fill()
  for (let round = 0; round < 5; round++) await write(1)
  expect(held()).toBe(0)
  expect(losses).toEqual([])
})

test('the database has what was asked for, more of it when it grows, and what it had when there is no room', async () => {
  expect(await ballastDatabase.size()).toBe(0)
  await ballastDatabase.grow(100_000)
  expect(await ballastDatabase.size()).toBe(100_000)
  await ballastDatabase.grow(300_000)
  expect(await ballastDatabase.size()).toBe(300_000)
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('', 'QuotaExceededError')
  })
  await expect(ballastDatabase.grow(400_000)).rejects.toThrow()
  expect(await ballastDatabase.size()).toBe(300_000)
  await ballastDatabase.empty()
  expect(await ballastDatabase.size()).toBe(0)
  await expect(ballastDatabase.grow(100_000)).rejects.toThrow()
  expect(await ballastDatabase.size()).toBe(0)
})

/** A folder with one file, which only one may have open, on a disk with so much room; what is allotted to it is kept until it is closed. */
function stubFile(room: number) {
  const file = { size: 0, allotted: 0, isOpen: false }
  const open = {
    getSize: () => file.size,
    truncate(bytes: number) {
      file.size = bytes
    },
    close() {
      file.allotted = file.size
      file.isOpen = false
    },
    write(piece: Uint8Array, { at }: { at: number }) {
      const written = Math.max(0, Math.min(piece.length, room - at))
      file.size = Math.max(file.size, at + written)
      file.allotted = Math.max(file.allotted, file.size)
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

test('the file takes what was asked for, where there is room for it twice, and stays as it is otherwise', async () => {
  const file = stubFile(9_000_000)
  const ballast = new BallastFile()
  expect(await ballast.size()).toBe(0)
  await ballast.grow(4_000_000)
  expect(file).toEqual({ size: 4_000_000, allotted: 4_000_000, isOpen: true })
  expect(await ballast.size()).toBe(4_000_000)
  await expect(ballast.grow(6_000_000)).rejects.toThrow('no room')
  expect(file).toEqual({ size: 4_000_000, allotted: 4_000_000, isOpen: true })
  await ballast.empty()
  expect(file).toMatchObject({ size: 0, allotted: 0 })
  await expect(ballast.grow(6_000_000)).rejects.toThrow('no room')
  expect(file).toMatchObject({ size: 0, allotted: 0 })
})

test('the file is opened as soon as the Worker before has let go of it', async () => {
  const file = stubFile(9_000_000)
  file.isOpen = true
  const ballast = new BallastFile()
  await expect(ballast.size()).rejects.toThrow()
  file.isOpen = false
  expect(await ballast.size()).toBe(0)
})
