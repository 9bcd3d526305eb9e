import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { ExportRefusal } from '../../../src/core/export-policy.ts'
import { noPairing } from '../../../src/core/pairing.ts'
import type { PolicySummary } from '../../../src/core/policy-words.ts'
import { type Profile, profileTitle } from '../../../src/core/profile.ts'
import type { Filter } from '../../../src/log/filter.ts'
import type { WantedSchemas } from '../../../src/log/fit-marks.ts'
import type { LogSize } from '../../../src/log/reader-protocol.ts'
import type { FilePlace } from '../../shared/choose-file.ts'
import type { ExportFormat, ExportMessage, ExportOrder, ExportTask } from '../../shared/log-export.ts'

/** What the export stands on; tests hand in their own. */
export interface Exporter {
  readonly version: string
  /** Asks where the file goes. */
  choose(name: string, format: ExportFormat): Promise<FilePlace>
  /** Begins to write. @returns what ends it before its time */
  start(order: ExportOrder, listener: (message: ExportMessage) => void): () => void
  /** What was chosen is not written after all. */
  discard(file: FileSystemFileHandle): Promise<void>
  save(file: Blob, name: string): void
}

export type ExportState =
  | { readonly phase: 'idle' }
  /** `share` of the log, 0 to 1, has been looked through. */
  | { readonly phase: 'writing'; readonly entries: number; readonly share: number }
  | { readonly phase: 'done'; readonly entries: number }
  | { readonly phase: 'failed'; readonly message: string }

export interface LogExportControl {
  readonly state: ReadonlySignal<ExportState>
  /** Why policy allows no export, if it does not. */
  readonly refusal: ReadonlySignal<ExportRefusal | undefined>
  /** Why tokens and passwords must be left out, if so. */
  readonly secretsRefusal: ReadonlySignal<ExportRefusal | undefined>
  /** @param secrets texts to be replaced */
  start(
    format: ExportFormat,
    part: 'all' | 'filtered',
    secrets: readonly string[],
    credentials?: ExportTask['credentials'],
  ): Promise<void>
  cancel(): void
}

export interface LogExportContext {
  readonly exporter: Exporter
  readonly logId: ReadonlySignal<string | undefined>
  readonly size: ReadonlySignal<LogSize>
  readonly filter: ReadonlySignal<Filter>
  readonly schemas: ReadonlySignal<WantedSchemas>
  readonly profile: ReadonlySignal<Profile | undefined>
  readonly policy: ReadonlySignal<PolicySummary>
  now(): number
}

export function createLogExport(context: LogExportContext): LogExportControl {
  const { exporter, logId, size, filter, schemas, profile, policy, now } = context
  const state = signal<ExportState>({ phase: 'idle' })
  const refusal = computed(() => policy.value.exportRefusal)
  const secretsRefusal = computed(() => policy.value.secretsRefusal)
  let end: () => void = () => {}
  let isAsking = false

  return {
    state,
    refusal,
    secretsRefusal,
    async start(format, part, secrets, credentials = 'left-out') {
      const id = logId.peek()
      const forbidden = credentials === 'included' ? secretsRefusal : refusal
      if (id === undefined || forbidden.peek() || isAsking || state.peek().phase === 'writing') return
      const { first, total } = size.peek()
      const { url = '', name = '', pairing = noPairing } = profile.peek() ?? {}
      const range = { logId: id, from: first, upTo: first + total - 1 }
      const task = { ...range, format, url, pairing, version: exporter.version, secrets, credentials }
      const fileName = `${fileNameOf(profileTitle({ name, url }), now())}.${format}`
      const kept = filter.peek()
      const fitting = kept.kind === 'misfit' ? { schemas: schemas.peek() } : {}
      const order = { task: part === 'all' ? task : { ...task, filter: kept, ...fitting } }
      isAsking = true
      const place = await exporter.choose(fileName, format)
      isAsking = false
      if (place.type === 'none' || forbidden.peek()) return
      const file = place.type === 'file' ? place.file : undefined
      state.value = { phase: 'writing', entries: 0, share: 0 }
      const stop = exporter.start(file ? { ...order, file } : order, (message) => {
        const refused = forbidden.peek()
        if (refused) end()
        else if (message.type === 'done' && message.file) exporter.save(message.file, fileName)
        state.value = stateAfter(refused ? { type: 'failed', message: refused.message } : message, task)
      })
      end = () => {
        stop()
        // Where it cannot be taken away, an empty file stays, as the choice has made it.
        if (file) exporter.discard(file).catch(() => {})
      }
    },
    cancel() {
      end()
      state.value = { phase: 'idle' }
    },
  }
}

function stateAfter(message: ExportMessage, { from, upTo }: ExportTask): ExportState {
  switch (message.type) {
    case 'progress':
      return { phase: 'writing', entries: message.entries, share: (message.seq - from + 1) / (upTo - from + 1) }
    case 'done':
      return { phase: 'done', entries: message.entries }
    case 'failed':
      return { phase: 'failed', message: message.message }
  }
}

/** Without what a file system may not take. */
function fileNameOf(title: string, at: number): string {
  const plain = title.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80)
  return `${plain}-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}`
}
