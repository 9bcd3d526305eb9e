import type { GivenProfile } from '../../../src/core/handshake.ts'
import { ok, type Result, refuse } from '../../../src/core/result.ts'
import { ImportReading } from '../../shared/files/import-reading.ts'
import type { Pasted } from './pasting.ts'

/** Reads a command line that was pasted. Formats are loaded when they are needed. */
export async function readCommand(text: string): Promise<Result<Pasted & { readonly given: GivenProfile }>> {
  const read = await new ImportReading().read({ type: 'text', text })
  if (!read.ok) return notUnderstood(read.refusal.message)
  const { profiles, notes, sources } = read.value
  const [first] = profiles
  if (!first) return notUnderstood(notes[0]?.message ?? '')
  return ok({ given: first.given, source: sources[0] ?? '', losses: notes.length })
}

function notUnderstood(message: string) {
  return refuse('invalid-url', message, { field: 'url' })
}
