import type { Signal } from '@preact/signals'
import { auditedTitle } from '../../../src/core/audit.ts'
import { noPairing } from '../../../src/core/pairing.ts'
import type { ExportState } from '../../shared/files/export-progress.tsx'
import type { ExportMessage, ExportTask } from '../../shared/log-export.ts'
import type { Exporter, LogExportContext, LogExportControl } from './log-export-control.ts'

export type LogExporting = Pick<LogExportControl, 'start' | 'cancel'>

interface ExportingContext extends LogExportContext, Pick<LogExportControl, 'refusal' | 'secretsRefusal'> {
  readonly exporter: Exporter
  readonly state: Signal<ExportState>
}

/** One export of the log at a time, as long as policy allows it. */
export function createExporting(context: ExportingContext): LogExporting {
  const { exporter, logId, size, filter, schemas, profile, now, state, refusal, secretsRefusal } = context
  let end: (isWritten?: boolean) => void = () => {}
  let isAsking = false

  return {
    async start(format, part, secrets, credentials = 'left-out') {
      const id = logId.peek()
      const forbidden = credentials === 'included' ? secretsRefusal : refusal
      if (id === undefined || forbidden.peek() || isAsking || state.peek().phase === 'writing') return
      const { first, total } = size.peek()
      const { url = '', name = '', pairing = noPairing } = profile.peek() ?? {}
      const range = { logId: id, from: first, upTo: first + total - 1 }
      const task = { ...range, format, url, pairing, version: exporter.version, secrets, credentials }
      const fileName = `${fileNameOf(auditedTitle({ name, url }), now())}.${format}`
      const kept = filter.peek()
      const fitting = kept.kind === 'misfit' ? { schemas: schemas.peek() } : {}
      const order = { task: part === 'all' ? task : { ...task, filter: kept, ...fitting } }
      isAsking = true
      const place = await exporter.choose(fileName, format).finally(() => {
        isAsking = false
      })
      if (place.type === 'none' || forbidden.peek()) return
      const file = place.type === 'file' ? place.file : undefined
      state.value = { phase: 'writing', entries: 0, share: 0 }
      const stop = exporter.start(file ? { ...order, file } : order, (message) => {
        const refused = forbidden.peek()
        if (refused || message.type === 'failed') end(message.type === 'done')
        else if (message.type === 'done' && message.file) exporter.save(message.file, fileName)
        state.value = stateAfter(refused ? { type: 'failed', message: refused.message } : message, task)
      })
      end = (isWritten = false) => {
        stop()
        // Where it cannot be taken away, an empty file stays, as the choice has made it.
        if (file) exporter.discard(file, isWritten).catch(() => {})
      }
    },
    cancel() {
      end()
      state.value = { phase: 'cancelled' }
    },
  }
}

function stateAfter(message: ExportMessage, { from, upTo }: ExportTask): ExportState {
  switch (message.type) {
    case 'progress':
      return { phase: 'writing', entries: message.entries, share: (message.seq - from + 1) / (upTo - from + 1) }
    case 'done':
      return { phase: 'done', entries: message.entries, missing: message.missing }
    case 'failed':
      return { phase: 'failed', message: message.message }
  }
}

/** Bytes of a title; with what follows it no name is longer than file systems take, 255. */
const mostOfTitle = 200

/** Without what a file system may not take. */
function fileNameOf(title: string, at: number): string {
  const plain = title.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
  const { read } = new TextEncoder().encodeInto(plain, new Uint8Array(mostOfTitle))
  return `${plain.slice(0, read)}-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}`
}
