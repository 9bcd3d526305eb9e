import { encodeBase64 } from '../../../src/core/base64.ts'
import type { ImportedRecording, RecordedMessage } from '../../../src/formats/imported.ts'
import { mostEntries, type RecordedEntry } from '../../../src/wire/recording.ts'

/** The characters of messages that one command brings, about. */
const mostCharacters = 4 * 1024 * 1024

/** A recording as entries of a log, in portions that a command can bring. */
export function* recordedEntries(recording: ImportedRecording, source: string): Generator<RecordedEntry[]> {
  let portion: RecordedEntry[] = [...beginningOf(recording, source)]
  let characters = 0
  for (const message of recording.messages) {
    const entry = entryOf(message)
    if (portion.length === mostEntries || characters + entry.data.length > mostCharacters) {
      yield portion
      portion = []
      characters = 0
    }
    portion.push(entry)
    characters += entry.data.length
  }
  if (portion.length > 0) yield portion
}

function beginningOf({ url, startedAt: at, protocol }: ImportedRecording, source: string): RecordedEntry[] {
  return [
    { type: 'note', at, message: source },
    { type: 'handshake', at, url: url.slice(0, 65_536) },
    { type: 'opened', at, protocol },
  ]
}

function entryOf({ at, direction, data }: RecordedMessage) {
  const time = Math.max(0, at)
  return typeof data === 'string'
    ? ({ type: 'text', at: time, direction, data } as const)
    : ({ type: 'binary', at: time, direction, data: encodeBase64(data) } as const)
}
