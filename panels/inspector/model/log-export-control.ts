import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { ExportRefusal } from '../../../src/core/export-policy.ts'
import { messageOf } from '../../../src/core/message-of.ts'
import type { PolicySummary } from '../../../src/core/policy-words.ts'
import type { Profile } from '../../../src/core/profile.ts'
import type { Filter } from '../../../src/log/filter.ts'
import type { WantedSchemas } from '../../../src/log/fit-marks.ts'
import type { LogSize } from '../../../src/log/reader-protocol.ts'
import type { FilePlace } from '../../shared/choose-file.ts'
import type { ExportState } from '../../shared/files/export-progress.tsx'
import type { ExportFormat, ExportMessage, ExportOrder, ExportTask } from '../../shared/log-export.ts'
import type { LogExporting } from './log-exporting.ts'

/** What the export stands on; tests hand in their own. */
export interface Exporter {
  readonly version: string
  /** Asks where the file goes. */
  choose(name: string, format: ExportFormat): Promise<FilePlace>
  /** Begins to write. @returns what ends it before its time */
  start(order: ExportOrder, listener: (message: ExportMessage) => void): () => void
  /** What was chosen is not written after all, or not to be kept. */
  discard(file: FileSystemFileHandle, isWritten: boolean): Promise<void>
  save(file: Blob, name: string): void
}

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
  /** Takes in that somebody has seen how it ended. */
  forget(): void
}

export interface LogExportContext {
  loadExporter(): Promise<Exporter>
  readonly logId: ReadonlySignal<string | undefined>
  readonly size: ReadonlySignal<LogSize>
  readonly filter: ReadonlySignal<Filter>
  readonly schemas: ReadonlySignal<WantedSchemas>
  readonly profile: ReadonlySignal<Profile | undefined>
  readonly policy: ReadonlySignal<PolicySummary>
  now(): number
}

/** How an export is written is loaded when one is wanted. */
export function createLogExport(context: LogExportContext): LogExportControl {
  const { policy } = context
  const shown = {
    state: signal<ExportState>({ phase: 'idle' }),
    refusal: computed(() => policy.value.exportRefusal),
    secretsRefusal: computed(() => policy.value.secretsRefusal),
  }
  let exporting: LogExporting | undefined
  return {
    ...shown,
    async start(...wanted) {
      try {
        const [{ createExporting }, exporter] = await Promise.all([
          import('./log-exporting.ts'),
          context.loadExporter(),
        ])
        exporting ??= createExporting({ ...context, ...shown, exporter })
        await exporting.start(...wanted)
      } catch (error) {
        shown.state.value = { phase: 'failed', message: messageOf(error) }
      }
    },
    cancel: () => exporting?.cancel(),
    forget() {
      if (shown.state.peek().phase !== 'writing') shown.state.value = { phase: 'idle' }
    },
  }
}
