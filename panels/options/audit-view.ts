import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { AuditEntry, EndpointSummary } from '../../src/core/audit.ts'
import { messageOf } from '../../src/core/message-of.ts'
import { debounce } from '../shared/debounce.ts'
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
  /** What was loaded of those that the filter lets through, the latest first. */
  readonly entries: ReadonlySignal<readonly AuditEntry[]>
  readonly shown: ReadonlySignal<readonly AuditEntry[]>
  /** Over the whole ledger, loaded or not. */
  readonly endpoints: ReadonlySignal<readonly EndpointSummary[]>
  readonly mayHaveMore: ReadonlySignal<boolean>
  /** Whether the ledger is being looked through for more than is shown. */
  readonly looking: ReadonlySignal<boolean>
  readonly filter: ReadonlySignal<string>
  /** Looks for it in the whole ledger, and at once in what was loaded. */
  filterBy(text: string): void
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

  const looking = useSignal(false)
  const latest = useRef({})

  const load = async (present: readonly AuditEntry[]) => {
    const own = {}
    latest.current = own
    looking.value = true
    const page: AuditEntry[] = []
    try {
      for await (const portion of reader.backwards(present.at(-1)?.seq)) {
        // Something else is looked for by now.
        if (latest.current !== own) return
        page.push(...matching(portion, filter.value))
        if (page.length >= pageSize) break
      }
      if (latest.current !== own) return
      entries.value = [...present, ...page.slice(0, pageSize)]
      mayHaveMore.value = page.length >= pageSize
    } finally {
      if (latest.current === own) looking.value = false
    }
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
  const searching = useMemo(() => debounce(() => reading(() => load([]))), [reader])

  return {
    entries,
    shown,
    endpoints,
    mayHaveMore,
    looking,
    filter,
    filterBy(text) {
      filter.value = text
      looking.value = true
      searching.soon()
    },
    order,
    sortBy(column) {
      const { column: present, descending } = order.value
      order.value = { column, descending: column === present && !descending }
    },
    reload,
    fault,
    loadOlder: () => reading(() => load(entries.value)),
    exporting: exporting.state,
    exportAll: () => exporting.start(() => mirror.policy.value.exportRefusal === undefined),
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
