import { type ReadonlySignal, signal } from '@preact/signals'
import { messageOf } from '../../src/core/message-of.ts'
import type { ExportState } from '../shared/files/export-progress.tsx'
import { saveFile } from '../shared/save-file.ts'
import type { AuditReader } from './audit-reader.ts'

/** Saves the whole ledger as NDJSON, the oldest entry first. */
export interface AuditExport {
  readonly state: ReadonlySignal<ExportState>
  /** @param mayTell whether policy lets messages’ content out, asked at the beginning and at the end */
  start(mayTell: () => boolean): Promise<void>
  cancel(): void
}

export function createAuditExport(reader: Pick<AuditReader, 'count' | 'batches'>): AuditExport {
  const state = signal<ExportState>({ phase: 'idle' })
  let run = new AbortController()

  const write = async (mayTell: () => boolean, end: AbortSignal): Promise<void> => {
    const withContent = mayTell()
    const total = await reader.count()
    const parts: Blob[] = []
    let entries = 0
    for await (const batch of reader.batches()) {
      if (end.aborted) return
      const lines = batch.map(({ content, ...facts }) => (withContent ? { ...facts, content } : facts))
      // A Blob need not be held in memory.
      parts.push(new Blob(lines.map((line) => `${JSON.stringify(line)}\n`)))
      entries += batch.length
      // The ledger may grow meanwhile.
      state.value = { phase: 'writing', entries, share: Math.min(1, entries / total) }
    }
    if (end.aborted) return
    if (withContent && !mayTell()) return write(mayTell, end)
    saveFile(new Blob(parts, { type: 'application/x-ndjson' }), 'switchboard-audit.ndjson')
    state.value = { phase: 'done', entries, missing: 0 }
  }

  return {
    state,
    async start(mayTell) {
      run = new AbortController()
      const { signal: end } = run
      state.value = { phase: 'writing', entries: 0, share: 0 }
      try {
        await write(mayTell, end)
      } catch (error) {
        if (!end.aborted) state.value = { phase: 'failed', message: messageOf(error) }
      }
    },
    cancel() {
      run.abort()
      state.value = { phase: 'cancelled' }
    },
  }
}
