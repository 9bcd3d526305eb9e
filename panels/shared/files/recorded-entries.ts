import { encodeBase64 } from '../../../src/core/base64.ts'
import type { RecordedMessage } from '../../../src/formats/imported.ts'
import { mostEntries, type RecordedEntry } from '../../../src/wire/recording.ts'
import type { ReadRecording } from './reading.ts'

/** The characters of messages that one command brings, about. */
const mostCharacters = 4 * 1024 * 1024
/** Of an address or a subprotocol. */
const mostOfText = 65_536

/** Entries of a recording, and the bookmarks among them. */
export interface RecordedPart {
  readonly entries: readonly RecordedEntry[]
  readonly marks: readonly {
    /** The place among these entries, from 0. */
    readonly at: number
    readonly note: string
  }[]
}

/** Messages of a recording that one command can bring. */
export interface Portion extends RecordedPart {
  /** Where the next one begins. */
  readonly next: number
}

/** What comes before the messages of a recording. */
export function beginningOf({ url, startedAt: at, protocol }: ReadRecording, source: string): RecordedEntry[] {
  return [
    { type: 'note', at, message: source },
    { type: 'handshake', at, url: url.slice(0, mostOfText) },
    { type: 'opened', at, protocol: protocol.slice(0, mostOfText) },
  ]
}

export function portionOf(messages: readonly RecordedMessage[], from: number): Portion {
  const entries: RecordedEntry[] = []
  let characters = 0
  for (const message of messages.slice(from, from + mostEntries)) {
    const entry = entryOf(message)
    if (entries.length > 0 && characters + entry.data.length > mostCharacters) break
    entries.push(entry)
    characters += entry.data.length
  }
  const next = from + entries.length
  const marks = messages.slice(from, next).flatMap(({ note }, at) => (note === undefined ? [] : [{ at, note }]))
  return { entries, marks, next }
}

function entryOf({ at, direction, data }: RecordedMessage) {
  const time = Math.max(0, at)
  return typeof data === 'string'
    ? ({ type: 'text', at: time, direction, data } as const)
    : ({ type: 'binary', at: time, direction, data: encodeBase64(data) } as const)
}
