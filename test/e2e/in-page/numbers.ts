import type { LogEntry } from '../../../src/core/log-entry.ts'
import { readLog } from '../../bench/in-page/read-log.ts'

/** What a log has of the numbered messages of a server, which begins with 0 on each connection. */
export interface NumberedLog {
  /** The sequence number after the last entry. */
  readonly next: number
  readonly messages: number
  /** Of all messages together. */
  readonly characters: number
  /** Entries that are missing between others. */
  readonly holes: number
  /** Messages that are there again. */
  readonly twice: number
  /** Messages behind later ones. */
  readonly disordered: number
  /** Numbers that were left out; not those of the oldest entries, where they were deleted. */
  readonly skipped: number
  /** The last number; -1 when there is none. */
  readonly last: number
  /** Notes that something is missing, and how many messages they say it is. */
  readonly gaps: number
  readonly admitted: number
  /** How often a connection was opened. */
  readonly sessions: number
  /** How often a connection was closed, as far as the log tells. */
  readonly closed: number
}

/** Reads a whole log from disk, past the extension's own reader, and checks number by number. */
export async function readNumbers(logId: string): Promise<NumberedLog> {
  const counts = { messages: 0, characters: 0, holes: 0, twice: 0, disordered: 0, skipped: 0, gaps: 0, admitted: 0 }
  const found = { ...counts, sessions: 0, closed: 0 }
  let next: number | undefined
  let expected: number | undefined = 0
  for await (const entry of readLog(logId)) {
    found.holes += entry.seq - (next ?? entry.seq)
    if (next === undefined && entry.seq > 1) expected = undefined
    next = entry.seq + 1
    if (entry.type === 'closed') found.closed += 1
    if (entry.type === 'note' && entry.code === 'gap') {
      found.gaps += 1
      found.admitted += countIn(entry.message)
    }
    if (entry.type === 'opened') {
      found.sessions += 1
      expected = 0
    }
    const number = numberOf(entry)
    if (entry.type !== 'message' || number === undefined) continue
    found.messages += 1
    found.characters += entry.data.length
    expected ??= number
    if (number === expected - 1) found.twice += 1
    else if (number < expected) found.disordered += 1
    else found.skipped += number - expected
    expected = Math.max(expected, number + 1)
  }
  return { ...found, last: (expected ?? 0) - 1, next: next ?? 1 }
}

/** The notes of a kind, oldest first. */
export async function readNotes(logId: string, code: string): Promise<string[]> {
  const notes: string[] = []
  for await (const entry of readLog(logId)) {
    if (entry.type === 'note' && entry.code === code) notes.push(entry.message)
  }
  return notes
}

/** When the last entry of a log was logged, when messages were sent, both in epoch milliseconds, and how often it was opened. */
export async function readPace(logId: string): Promise<{ last: number; sent: number[]; opened: number }> {
  const pace = { last: Number.NaN, sent: [] as number[], opened: 0 }
  for await (const entry of readLog(logId)) {
    pace.last = entry.at
    if (entry.type === 'message' && entry.direction === 'sent') pace.sent.push(entry.at)
    if (entry.type === 'opened') pace.opened += 1
  }
  return pace
}

/** The number of a message as `/flood` sends it. */
function numberOf(entry: LogEntry): number | undefined {
  if (entry.type !== 'message' || entry.direction !== 'received' || typeof entry.data !== 'string') return undefined
  const [, number] = /^\{"type":"flood","n":(\d+),/.exec(entry.data) ?? []
  return number === undefined ? undefined : Number(number)
}

function countIn(message: string): number {
  return [...message.matchAll(/([\d,]+) (?:messages|entr)/g)].reduce(
    (sum, [, count]) => sum + Number(count?.replaceAll(',', '')),
    0,
  )
}
