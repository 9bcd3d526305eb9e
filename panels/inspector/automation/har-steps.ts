import { messageOf } from '../../../src/core/message-of.ts'
import { type Recorded, refuseTooMany, type Step, stepsOf } from '../../../src/core/sequence.ts'
import type { RecordedEntry } from '../../../src/wire/recording.ts'
import { createImportReader } from '../../shared/files/import-reader.ts'
import type { ObjectWorker } from '../../shared/worker-object.ts'

/** The steps that send again what was sent in the first recording of a HAR file that has any of it; a Worker reads it. */
export async function stepsOfHar(
  file: File,
  startWorker: () => ObjectWorker,
  signal: AbortSignal,
): Promise<readonly Step[] | { readonly fault: string }> {
  const reader = createImportReader(startWorker)
  signal.addEventListener('abort', reader.stop)
  try {
    const read = await reader.read({ type: 'files', files: [{ file, path: file.name }] })
    if (!read) return []
    if (!read.ok) return { fault: read.refusal.message }
    for (const recording of read.value.profiles.flatMap(({ recordings }) => recordings)) {
      const sent: Recorded[] = []
      for (let from = 0; from < recording.messages; ) {
        const portion = await reader.portion(recording.index, from)
        if (!portion) return []
        sent.push(...portion.entries.flatMap(sentMessage))
        refuseTooMany(sent)
        from = portion.next
      }
      if (sent.length > 0) return stepsOf(sent)
    }
    return []
  } catch (error) {
    return { fault: messageOf(error) }
  } finally {
    reader.stop()
  }
}

function sentMessage(entry: RecordedEntry): Recorded[] {
  if ((entry.type !== 'text' && entry.type !== 'binary') || entry.direction !== 'sent') return []
  return [{ text: entry.data, sendAs: entry.type, at: entry.at }]
}
