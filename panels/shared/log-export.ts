import type { LogEntry } from '../../src/core/log-entry.ts'
import { idPlaces, noPairing, type PairingRules } from '../../src/core/pairing.ts'
import { withoutUrlSecrets } from '../../src/core/secrets.ts'
import { csvOf } from '../../src/formats/export-csv.ts'
import { type HarOptions, harOf } from '../../src/formats/export-har.ts'
import { ndjsonOf } from '../../src/formats/export-ndjson.ts'
import { redacted } from '../../src/formats/redact.ts'
import { withoutCredentials } from '../../src/formats/redact-entry.ts'
import { type Block, nextAfter, weightOf } from '../../src/log/block.ts'
import { compileFilter } from '../../src/log/compile-filter.ts'
import type { CompiledFilter, Filter } from '../../src/log/filter.ts'
import { compileChecks, misfitsBy, type WantedSchemas } from '../../src/log/fit-marks.ts'
import { everything, type LogPart, logEntries } from '../../src/log/log-entries.ts'
import { BlockAnswers } from '../../src/log/pair-tracker.ts'
import type { LogReader } from '../../src/log/reader.ts'
import type { ExportSink } from './export-sink.ts'

export type ExportFormat = 'har' | 'ndjson' | 'csv'

/** What is to be written, and how. */
export interface ExportTask extends LogPart {
  readonly format: ExportFormat
  /** Only what this filter keeps; all without one. */
  readonly filter?: Filter
  /** What messages are to fit, where the filter asks whether they do. */
  readonly schemas?: WantedSchemas
  /** Of a connection whose handshake is not in the log any more. */
  readonly url: string
  /** How requests and answers are known to belong together. */
  readonly pairing?: PairingRules
  /** Of the extension. */
  readonly version: string
  /** Whether tokens and passwords in addresses and headers are left out. */
  readonly credentials: 'left-out' | 'included'
  /** Texts that must not appear in the file. */
  readonly secrets: readonly string[]
}

/** From the page to the export's Worker. */
export interface ExportOrder {
  readonly task: ExportTask
  /** Where it goes; without one, the page is given the whole. */
  readonly file?: FileSystemFileHandle
}

/** From the export's Worker to its page. */
export type ExportMessage =
  | { readonly type: 'progress'; readonly entries: number; readonly seq: number }
  /** `missing`: entries that were deleted before they could be written. */
  | { readonly type: 'done'; readonly entries: number; readonly missing: number; readonly file?: Blob }
  | { readonly type: 'failed'; readonly message: string }

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  har: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
}

/** An archive tells of messages by connection, so what begins and ends one goes along. */
const connections: readonly CompiledFilter[] = (['handshake', 'opened', 'closed', 'error'] as const).map((kind) => ({
  ...everything,
  kind,
}))

/** The bookmarks, by sequence number. */
type Notes = ReadonlyMap<number, string>

/** Characters that become a part of the file, which the browser may keep on disk; so much of the log is read from one news to the next. */
const partLength = 1024 * 1024

/**
 * Writes a file from a log of any length; only a part of it is in memory at a time.
 * @param onProgress told now and then how many entries were written, and the last that was looked at
 */
export async function exportLog(
  reader: LogReader,
  task: ExportTask,
  sink: ExportSink,
  onProgress: (entries: number, seq: number) => void,
): Promise<{ entries: number; missing: number; file?: Blob }> {
  const notes = new Map((await reader.marks(task.logId)).map(({ seq, note }) => [seq, note]))
  const places = idPlaces(task.pairing ?? noPairing)
  const answers = places && new BlockAnswers(places)
  const filter = await compiled(task, notes)
  const besides = filter && task.format === 'har' ? connections : []
  let entries = 0
  let untold = 0
  let missing = 0
  let next = task.from
  let kept: ReadonlySet<number> = new Set()
  const look = (block: Block, seqs: readonly number[]) => {
    answers?.look(block)
    if (besides.length > 0) kept = new Set(seqs)
    entries += seqs.length
    missing += Math.max(0, block.first - next)
    next = nextAfter(block)
    untold += weightOf(block)
    if (untold < partLength) return
    untold = 0
    onProgress(entries, Math.max(task.from, block.first) - 1)
  }
  async function* counted(): AsyncGenerator<LogEntry> {
    for await (const entry of logEntries(reader, task, filter, look, besides)) {
      yield task.credentials === 'left-out' ? withoutCredentials(entry) : entry
    }
  }
  let text = ''
  const isKept = (seq: number) => besides.length === 0 || kept.has(seq)
  const more = { notes, answered: (seq: number) => answers?.of(seq), isKept }
  for await (const piece of written(task, more, counted())) {
    text += piece
    if (text.length < partLength) continue
    await sink.write(text)
    text = ''
  }
  await sink.write(text)
  const file = await sink.finish()
  missing += Math.max(0, task.upTo + 1 - next)
  return { entries, missing, ...(file ? { file } : {}) }
}

function written(
  task: ExportTask,
  more: Omit<HarOptions, 'secrets' | 'url' | 'version'>,
  entries: AsyncIterable<LogEntry>,
) {
  const { format, url: given, version, secrets, credentials } = task
  const url = credentials === 'left-out' ? withoutUrlSecrets(given, redacted) : given
  switch (format) {
    case 'har':
      return harOf(entries, { ...more, url, version, secrets })
    case 'ndjson':
      return ndjsonOf(entries, { ...more, secrets })
    case 'csv':
      return csvOf(entries, { ...more, secrets })
  }
}

async function compiled({ filter, schemas = {} }: ExportTask, notes: Notes) {
  if (!filter) return undefined
  const made = await compileFilter(filter, new Set(notes.keys()), misfitsBy(await compileChecks(schemas)))
  if (!made.ok) throw new Error(made.refusal.message)
  return made.value
}
