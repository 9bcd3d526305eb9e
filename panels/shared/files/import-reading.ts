import type { Result } from '../../../src/core/result.ts'
import { ok } from '../../../src/core/result.ts'
import { type ImportPart, type ImportSource, readSource, type Unreadable } from './import-source.ts'
import { type Reading, readingOf, recordingsIn } from './reading.ts'
import { type Portion, portionOf } from './recorded-entries.ts'

export type ReadingResult = { readonly ok: true; readonly value: Reading } | Unreadable

/** Reads what is given and keeps it, for who asks for more of it. */
export class ImportReading {
  #parts: readonly ImportPart[] = []

  async read(source: ImportSource): Promise<ReadingResult> {
    const read = await readSource(source)
    return read.ok ? this.#keep(read.value) : read
  }

  /** The same with the secrets that a passphrase opens; a wrong one leaves it as it is. */
  async unlock(passphrase: string): Promise<ReadingResult> {
    const unlocked: ImportPart[] = []
    for (const part of this.#parts) {
      const read = await (part.imported.unlock?.(passphrase) ?? ok(part.imported))
      if (!read.ok) return read
      unlocked.push({ ...part, imported: read.value })
    }
    return this.#keep(unlocked)
  }

  /** Messages of a recording, by its number, as entries of a log. */
  portion(recording: number, from: number): Portion {
    return portionOf(recordingsIn(this.#parts)[recording]?.messages ?? [], from)
  }

  #keep(parts: readonly ImportPart[]): Result<Reading, never> {
    this.#parts = parts
    return ok(readingOf(parts))
  }
}
