import { type ReadonlySignal, type Signal, useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { AuditEntry, EndpointSummary } from '../../src/core/audit.ts'
import { messageOf } from '../../src/core/message-of.ts'
import type { ExportState } from '../shared/files/export-progress.tsx'
import type { Session } from '../shared/session.ts'
import { createAuditExport } from './audit-export.ts'
import { AuditReader } from './audit-reader.ts'
import { type AuditColumn, cellText, columnNames } from './audit-words.ts'

interface Order {
  readonly column: AuditColumn
  readonly descending: boolean
}

/** The ledger as it is looked at: what was loaded, filtered and sorted. */
export interface AuditView {
  /** All that was loaded, the latest first. */
  readonly entries: ReadonlySignal<readonly AuditEntry[]>
  readonly shown: ReadonlySignal<readonly AuditEntry[]>
  /** Over the whole ledger, loaded or not. */
  readonly endpoints: ReadonlySignal<readonly EndpointSummary[]>
  readonly mayHaveMore: ReadonlySignal<boolean>
  readonly filter: Signal<string>
  readonly order: ReadonlySignal<Order>
  sortBy(column: AuditColumn): void
  /** Why it could not be read, if it could not. */
  readonly fault: ReadonlySignal<string | undefined>
  reload(): Promise<void>
  loadOlder(): Promise<void>
  /** How the export stands. */
  readonly exporting: ReadonlySignal<ExportState>
  /** Exports the whole ledger; without messages’ content where none may be exported. */
  exportAll(): Promise<void>
  cancelExport(): void
}

const pageSize = 500

export function useAudit({ mirror }: Session): AuditView {
  const reader = useMemo(() => new AuditReader(), [])
  const entries = useSignal<readonly AuditEntry[]>([])
  const mayHaveMore = useSignal(false)
  const endpoints = useSignal<readonly EndpointSummary[]>([])
  const filter = useSignal('')
  const fault = useSignal<string>()
  const exporting = useMemo(() => createAuditExport(reader), [reader])
  const order = useSignal<Order>({ column: 'at', descending: true })
  const shown = useComputed(() => sorted(matching(entries.value, filter.value), order.value))

  const load = async (present: readonly AuditEntry[]) => {
    const page = await reader.read(present.at(-1)?.seq, pageSize)
    entries.value = [...present, ...page]
    mayHaveMore.value = page.length === pageSize
  }
  const reading = async (read: () => Promise<void>) => {
    try {
      await read()
      fault.value = undefined
    } catch (error) {
      fault.value = messageOf(error)
    }
  }
  const reload = () =>
    reading(async () => {
      await load([])
      endpoints.value = await reader.summarize()
    })
  useEffect(() => void reload(), [])

  return {
    entries,
    shown,
    endpoints,
    mayHaveMore,
    filter,
    order,
    sortBy(column) {
      const { column: present, descending } = order.value
      order.value = { column, descending: column === present && !descending }
    },
    reload,
    fault,
    loadOlder: () => reading(() => load(entries.value)),
    exporting: exporting.state,
    exportAll: () => exporting.start(mirror.policy.value.exportRefusal === undefined),
    cancelExport: exporting.cancel,
  }
}

/** By what is stored and by what is shown of it. */
function matching(entries: readonly AuditEntry[], filter: string): readonly AuditEntry[] {
  const wanted = filter.trim().toLowerCase()
  if (wanted === '') return entries
  return entries.filter((entry) => {
    const { content, ...facts } = entry
    const shown = columnNames.map((column) => cellText(entry, column))
    return [...Object.values(facts), content?.data ?? '', ...shown].some((value) =>
      String(value).toLowerCase().includes(wanted),
    )
  })
}

function sorted(entries: readonly AuditEntry[], { column, descending }: Order): readonly AuditEntry[] {
  const sign = descending ? -1 : 1
  const compare = (one: AuditEntry, other: AuditEntry) =>
    column === 'at' ? one.seq - other.seq : one[column].localeCompare(other[column]) || other.seq - one.seq
  return [...entries].sort((one, other) => sign * compare(one, other))
}
