import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LogEntry } from '../../src/core/log-entry.ts'
import { openLogDatabase } from '../../src/log/database.ts'
import { logEntries } from '../../src/log/log-entries.ts'
import { LogReader } from '../../src/log/reader.ts'
import { isInFile } from '../../src/log/stored-block.ts'
import type { OpenFile, TextFolder } from '../../src/log/text-folder.ts'
import { LogWriter } from '../../src/log/writer.ts'
import { soon } from '../soon.ts'
import { emptyStorage, ManualClock, range, received, textsOf, withDatabase } from './support.ts'

beforeEach(emptyStorage)
afterEach(() => {
  vi.restoreAllMocks()
})

/** Files in memory. */
class MemoryFolder implements TextFolder {
  readonly files = new Map<string, Uint8Array>()
  /** Bytes that may still be written. */
  room = Number.POSITIVE_INFINITY

  /** Bytes of all files. */
  get size(): number {
    return [...this.files.values()].reduce((sum, { length }) => sum + length, 0)
  }

  async names() {
    return [...this.files.keys()]
  }

  async create(name: string): Promise<OpenFile> {
    this.files.set(name, new Uint8Array())
    return {
      write: (piece, { at }) => this.#write(name, piece, at),
      truncate: (bytes) => void this.files.set(name, this.files.get(name)?.slice(0, bytes) ?? new Uint8Array()),
      close: () => {},
    }
  }

  async file(name: string) {
    const file = this.files.get(name)
    if (!file) throw new DOMException('There is no such file.', 'NotFoundError')
    return new Blob([file.slice()])
  }

  async remove(name: string) {
    this.files.delete(name)
  }

  #write(name: string, piece: Uint8Array, at: number): number {
    const written = Math.min(piece.length, this.room)
    this.room -= written
    const before = this.files.get(name) ?? new Uint8Array()
    const after = new Uint8Array(Math.max(before.length, at + written))
    after.set(before)
    after.set(piece.subarray(0, written), at)
    this.files.set(name, after)
    return written
  }
}

function start(folder: MemoryFolder) {
  const clock = new ManualClock()
  return new LogWriter({
    open: openLogDatabase,
    clock,
    now: () => 0,
    listsLongTexts: true,
    textFolder: folder,
    onGrowth: () => {},
  })
}

/** Texts of 16 KiB with a number before. */
function longTexts(count: number, filling = 'x'): string[] {
  return range(count).map((index) => `${index} ${filling.repeat(16_384 / filling.length)}`)
}

async function append(writer: LogWriter, log: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) writer.append(log, received(text), 1)
  await writer.flush()
}

/** Has a log get texts. The first entry tells where the log ends, the next texts have a file made, and the last are in it. */
async function flood(writer: LogWriter, log: string, filling?: string): Promise<string[]> {
  const texts = ['first', ...longTexts(32, filling), ...longTexts(64, filling)]
  await append(writer, log, texts.slice(0, 1))
  await append(writer, log, texts.slice(1, 33))
  await append(writer, log, texts.slice(33))
  return texts
}

function readAll(folder: MemoryFolder, log: string) {
  return withDatabase(async (database) => {
    const reader = new LogReader(database, folder)
    const { first, rows } = await reader.open(log)
    const entries = await Promise.all(range(rows).map((index) => reader.entry(log, first + Number(index))))
    return entries.flatMap((entry) => entry ?? [])
  })
}

function blocksInFiles(): Promise<number> {
  return withDatabase(async (database) => (await database.getAll('blocks')).filter(isInFile).length)
}

test.each(['x', 'ä', '\ufeff語', '😀'])('what a flood brings is read from its file as it was: %s', async (filling) => {
  const folder = new MemoryFolder()
  const texts = await flood(start(folder), 'a', filling)
  expect(await blocksInFiles()).toBeGreaterThan(2)
  expect(textsOf(await readAll(folder, 'a'))).toEqual(texts)
})

test('a text that is no well-formed Unicode stays as it is', async () => {
  const folder = new MemoryFolder()
  const texts = await flood(start(folder), 'a', '\ud83d ')
  expect(await blocksInFiles()).toBe(0)
  expect(folder.size).toBe(0)
  expect(textsOf(await readAll(folder, 'a'))).toEqual(texts)
})

test('a message of many megabytes is in the database', async () => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  const texts = await flood(writer, 'a')
  const before = await blocksInFiles()
  await append(writer, 'a', ['x'.repeat(2_000_000), ...longTexts(40, 'y')])
  expect(await blocksInFiles()).toBeGreaterThan(before)
  expect(textsOf(await readAll(folder, 'a'))).toEqual([...texts, 'x'.repeat(2_000_000), ...longTexts(40, 'y')])
})

test('short texts and bytes need no file', async () => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  await append(writer, 'a', ['first'])
  for (let part = 0; part < 3; part++) await append(writer, 'a', range(4000, 'x'.repeat(200)))
  for (let row = 0; row < 40; row++) writer.append('a', received(new Uint8Array(16_384)), 1)
  await writer.flush()
  expect(folder.files.size).toBe(0)
})

test('where a file takes no more the database takes it, and nothing is lost', async () => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  const texts = await flood(writer, 'a')
  const size = folder.size
  folder.room = 100_000
  await append(writer, 'a', longTexts(40, 'y'))
  const before = await blocksInFiles()
  await append(writer, 'a', longTexts(40, 'z'))
  expect(await blocksInFiles()).toBe(before)
  expect(folder.size).toBe(size)
  expect(textsOf(await readAll(folder, 'a'))).toEqual([...texts, ...longTexts(40, 'y'), ...longTexts(40, 'z')])
})

test.each([50, 60, 90])('entries before %i are deleted, and what is left of the block is read', async (before) => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  const texts = await flood(writer, 'a')
  await writer.trim('a', before)
  await append(writer, 'a', ['next'])
  expect(textsOf(await readAll(folder, 'a'))).toEqual([...texts.slice(before - 1), 'next'])
  await writer.trim('a', before + 3)
  expect(textsOf(await readAll(folder, 'a'))).toEqual([...texts.slice(before + 2), 'next'])
})

test('a file goes with the last of its blocks, and no other; the log goes on', async () => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  await flood(writer, 'a')
  const [file] = folder.files.keys()
  const others = await flood(writer, 'b')
  expect(folder.files.size).toBe(2)
  await writer.trim('a', 98)
  expect(folder.files.size).toBe(1)
  expect(folder.files.has(file ?? '')).toBe(false)
  await append(writer, 'a', longTexts(40))
  await append(writer, 'a', longTexts(40))
  const entries = await readAll(folder, 'a')
  expect(textsOf(entries)).toEqual([...longTexts(40), ...longTexts(40)])
  expect(entries[0]?.seq).toBe(98)
  expect(folder.files.size).toBe(2)
  expect(textsOf(await readAll(folder, 'b'))).toEqual(others)
})

test('after a restart files are read that are needed, and the others are removed', async () => {
  const folder = new MemoryFolder()
  const texts = await flood(start(folder), 'a')
  folder.files.set('of an earlier run', new Uint8Array(100))
  const writer = start(folder)
  await append(writer, 'a', ['next'])
  await soon(() => expect(folder.files.size).toBe(1))
  expect(textsOf(await readAll(folder, 'a'))).toEqual([...texts, 'next'])
})

test('a file that cannot be removed, as somebody has it open, keeps none of the others', async () => {
  const folder = new MemoryFolder()
  for (const name of ['open', 'of an earlier run']) folder.files.set(name, new Uint8Array(100))
  const remove = folder.remove.bind(folder)
  folder.remove = async (name) => {
    if (name === 'open') throw new DOMException('', 'NoModificationAllowedError')
    return remove(name)
  }
  await append(start(folder), 'a', ['first'])
  await soon(() => expect([...folder.files.keys()]).toEqual(['open']))
})

test('files are looked through only when some may be needed no more', async () => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  await flood(writer, 'a')
  await append(writer, 'b', ['0', '1'])
  const names = vi.spyOn(folder, 'names')
  await writer.trim('b', 3)
  await writer.trim('a', 20)
  expect(names).not.toHaveBeenCalled()
  await writer.trim('a', 98)
  expect(names).toHaveBeenCalledTimes(1)
  expect(folder.files.size).toBe(0)
})

test('what is stored of a refused transaction all the same is deleted, and all is there once', async () => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  const texts = await flood(writer, 'a')
  const { size } = folder
  keepOfRefused()
  await append(writer, 'a', longTexts(40, 'y'))
  expect(folder.size).toBe(size)
  expect(textsOf(await readAll(folder, 'a'))).toEqual([...texts, ...longTexts(40, 'y')])
  const keys = await withDatabase((database) => database.getAllKeys('blocks'))
  expect(keys.filter(([, first]) => first === 10_000)).toEqual([])
})

test('a bookmark that cannot be put takes nothing from what is being stored', async () => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  const texts = await flood(writer, 'a')
  const marking = refuseMarkWhileStoring(writer)
  await append(writer, 'a', longTexts(40, 'y'))
  await expect(marking).rejects.toThrow('No room.')
  await append(writer, 'a', longTexts(40, 'z'))
  expect(textsOf(await readAll(folder, 'a'))).toEqual([...texts, ...longTexts(40, 'y'), ...longTexts(40, 'z')])
})

/** Asks for a bookmark when the next block is put, and has it refused while that is under way. */
function refuseMarkWhileStoring(writer: LogWriter): Promise<void> {
  const put = IDBObjectStore.prototype.put
  return new Promise((resolve, reject) => {
    let isAsked = false
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (this.name === 'marks') throw new DOMException('No room.', 'QuotaExceededError')
      if (!isAsked) writer.mark('a', 1, 'note').then(resolve, reject)
      isAsked = true
      return put.call(this, value, key)
    })
  })
}

/** Has the next transaction fail, and leave something behind as Firefox does. */
function keepOfRefused(): void {
  const put = IDBObjectStore.prototype.put
  let isDone = false
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    const request = put.call(this, value, key)
    if (isDone || this.name !== 'blocks') return request
    isDone = true
    const { db } = this.transaction
    // The only way to have a fake transaction aborted by the browser.
    const { transaction } = this as unknown as { transaction: { _abort(name: string): void } }
    request.addEventListener('success', () => transaction._abort('UnknownError'))
    this.transaction.addEventListener('abort', () => {
      put.call(db.transaction('blocks', 'readwrite').objectStore('blocks'), { ...value, first: 10_000 }, ['a', 10_000])
    })
    return request
  })
}

test('what is deleted while it is read is left out, and what is behind it is read', async () => {
  const folder = new MemoryFolder()
  const writer = start(folder)
  const texts = await flood(writer, 'a')
  await append(writer, 'a', ['next'])
  const file = async (name: string) => {
    await writer.trim('a', 98)
    return folder.file(name)
  }
  await withDatabase(async (database) => {
    const read: LogEntry[] = []
    const all = { logId: 'a', from: 1, upTo: 98 }
    for await (const entry of logEntries(new LogReader(database, { file }), all)) read.push(entry)
    expect(textsOf(read.slice(0, -1))).toEqual(texts.slice(0, read.length - 1))
    expect(read.at(-1)).toMatchObject({ seq: 98, data: 'next' })
  })
})

test('where a file is gone, its rows say so, and the others are there', async () => {
  const folder = new MemoryFolder()
  const texts = await flood(start(folder), 'a')
  folder.files.clear()
  const entries = await readAll(folder, 'a')
  expect(entries).toHaveLength(texts.length)
  expect(textsOf(entries.slice(0, 33))).toEqual(texts.slice(0, 33))
  expect(textsOf(entries.slice(40, 41))).toEqual(['This entry could not be read: its file is damaged or gone.'])
})
