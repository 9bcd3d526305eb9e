import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import type { LogContent, LogEntry } from '../../src/core/log-entry.ts'
import type { Clock } from '../../src/log/clock.ts'
import { type LogDatabase, openLogDatabase } from '../../src/log/database.ts'
import type { LogGrowth } from '../../src/log/growth.ts'
import { LogReader } from '../../src/log/reader.ts'
import { LogWriter, type LogWriterOptions } from '../../src/log/writer.ts'

/** Forgets every database. */
export function emptyStorage(): void {
  globalThis.indexedDB = new IDBFactory()
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now = 0
  #timers: { at: number; callback: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.#now + milliseconds, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds
    const due = this.#timers.filter(({ at }) => at <= this.#now)
    this.#timers = this.#timers.filter(({ at }) => at > this.#now)
    for (const { callback } of due) callback()
  }
}

/** Lets time pass until something has come to its end. */
export async function passing(clock: ManualClock, work: Promise<void>): Promise<void> {
  let isDone = false
  void work.then(() => {
    isDone = true
  })
  while (!isDone) {
    clock.advance(100)
    await new Promise(setImmediate)
  }
}

export function newWriter(
  onGrowth: (growth: LogGrowth, weight: number) => void = () => {},
  options: Partial<LogWriterOptions> = {},
) {
  const clock = new ManualClock()
  return { clock, writer: new LogWriter({ open: openLogDatabase, clock, now: () => 0, onGrowth, ...options }) }
}

/** A database that may be closed as browsers do, such as when site data are cleared. */
export function closableDatabase() {
  const opened: LogDatabase[] = []
  return {
    async open(): Promise<LogDatabase> {
      const database = await openLogDatabase()
      opened.push(database)
      return database
    },
    close: () => opened.at(-1)?.close(),
  }
}

export function received(data: string | Uint8Array): LogContent {
  return { type: 'message', direction: 'received', data }
}

export function note(message: string): LogContent {
  return { type: 'note', code: 'policy', message }
}

/** Appends each of the texts to a log as a commit of its own. */
export async function writeEach(writer: LogWriter, log: string, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    writer.append(log, received(text), 1)
    await writer.flush()
  }
}

export async function withDatabase<T>(use: (database: LogDatabase) => Promise<T>): Promise<T> {
  const database = await openLogDatabase()
  try {
    return await use(database)
  } finally {
    database.close()
  }
}

/** Every entry of a log, read one by one. */
export function readAll(log: string): Promise<LogEntry[]> {
  return withDatabase(async (database) => {
    const reader = new LogReader(database)
    const { first, rows } = await reader.open(log)
    const entries: LogEntry[] = []
    for (let seq = first; seq < first + rows; seq++) {
      const entry = await reader.entry(log, seq)
      if (entry) entries.push(entry)
    }
    return entries
  })
}

/** The texts of messages and notes, in order. */
export function textsOf(entries: readonly LogEntry[]): string[] {
  return entries.map((entry) => {
    if (entry.type === 'message') return String(entry.data)
    return entry.type === 'note' ? entry.message : entry.type
  })
}

export function range(count: number, prefix = ''): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`)
}
