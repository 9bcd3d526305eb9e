import type { SchemaCheck } from '../core/json-schema.ts'
import type { Direction, LogEntry } from '../core/log-entry.ts'
import { misfitInWords } from '../core/misfit.ts'
import type { IsMisfit } from './filter.ts'
import type { LogReader } from './reader.ts'
import type { RowSummary } from './row-summary.ts'

/** JSON Schemas as written that messages of either way are to fit. */
export type WantedSchemas = { readonly [Way in Direction]?: string | undefined }

/** The most reasons that are told of one message. */
const mostReasons = 20

type SchemaChecks = { readonly [Way in Direction]?: SchemaCheck | undefined }

/** Makes checks of schemas; what is no schema asks nothing. Most logs have none, and then nothing is loaded. */
export async function compileChecks({ sent, received }: WantedSchemas): Promise<SchemaChecks> {
  if (!sent && !received) return {}
  const { compileSchema } = await import('../core/json-schema.ts')
  const checkOf = (schema: string | undefined) => {
    const compiled = schema ? compileSchema(schema) : undefined
    return compiled?.ok ? compiled.value : undefined
  }
  return { sent: checkOf(sent), received: checkOf(received) }
}

export function misfitsBy(checks: SchemaChecks): IsMisfit {
  return (direction, text) => (checks[direction]?.(text).length ?? 0) > 0
}

/** Marks messages that do not fit a schema, as they are read; what is no schema marks nothing. */
export class FitMarks {
  readonly #reader: LogReader
  readonly #log: string
  #checks: SchemaChecks = {}
  #wanted: WantedSchemas = {}

  constructor(reader: LogReader, log: string) {
    this.#reader = reader
    this.#log = log
  }

  async use(wanted: WantedSchemas): Promise<void> {
    this.#wanted = wanted
    const checks = await compileChecks(wanted)
    if (wanted === this.#wanted) this.#checks = checks
  }

  get areWanted(): boolean {
    return Boolean(this.#wanted.sent || this.#wanted.received)
  }

  /** Whether a message does not fit, by the schemas of the moment at which it is asked. */
  readonly isMisfit: IsMisfit = (direction, text) => misfitsBy(this.#checks)(direction, text)

  async rows(rows: readonly RowSummary[]): Promise<readonly RowSummary[]> {
    if (!this.#checks.sent && !this.#checks.received) return rows
    return Promise.all(rows.map((row) => this.#row(row)))
  }

  entry(entry: LogEntry | undefined): LogEntry | undefined {
    const reasons = entry ? this.#reasons(entry) : []
    return entry && reasons.length > 0 ? { ...entry, misfit: reasons } : entry
  }

  async #row(row: RowSummary): Promise<RowSummary> {
    if (row.format !== 'text' || !row.direction || !this.#checks[row.direction]) return row
    const entry = await this.#reader.entry(this.#log, row.seq)
    return entry && this.#reasons(entry).length > 0 ? { ...row, misfit: true } : row
  }

  #reasons(entry: LogEntry): readonly string[] {
    if (entry.type !== 'message' || typeof entry.data !== 'string') return []
    const misfits = this.#checks[entry.direction]?.(entry.data) ?? []
    return misfits.slice(0, mostReasons).map(misfitInWords)
  }
}
