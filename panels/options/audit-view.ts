import { type ReadonlySignal, type Signal, useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { AuditEntry, EndpointSummary } from '../../src/core/audit.ts'
import type { Session } from '../shared/session.ts'
import { AuditReader } from './audit-reader.ts'

export type AuditColumn = 'at' | 'action' | 'decision' | 'profile' | 'connectionId' | 'endpoint' | 'rule' | 'detail'

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
  reload(): Promise<void>
  loadOlder(): Promise<void>
  /** Saves the whole ledger as NDJSON, the oldest entry first; without messages’ content where none may be exported. */
  exportAll(): Promise<void>
}

const pageSize = 500

export function useAudit({ mirror }: Session): AuditView {
  const reader = useMemo(() => new AuditReader(), [])
  const entries = useSignal<readonly AuditEntry[]>([])
  const mayHaveMore = useSignal(false)
  const endpoints = useSignal<readonly EndpointSummary[]>([])
  const filter = useSignal('')
  const order = useSignal<Order>({ column: 'at', descending: true })
  const shown = useComputed(() => sorted(matching(entries.value, filter.value), order.value))

  const load = async (present: readonly AuditEntry[]) => {
    const page = await reader.read(present.at(-1)?.seq, pageSize)
    entries.value = [...present, ...page]
    mayHaveMore.value = page.length === pageSize
  }
  const reload = async () => {
    await load([])
    endpoints.value = await reader.summarize()
  }
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
    loadOlder: () => load(entries.value),
    async exportAll() {
      const mayHaveContent = mirror.policy.value.exportRefusal === undefined
      const parts: Blob[] = []
      for await (const batch of reader.batches()) {
        const lines = batch.map(({ content, ...facts }) => (mayHaveContent ? { ...facts, content } : facts))
        // A Blob need not be held in memory.
        parts.push(new Blob(lines.map((line) => `${JSON.stringify(line)}\n`)))
      }
      save(parts)
    },
  }
}

/** A date and time that sorts and reads alike everywhere. */
export function dateTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19).replace('T', ' ')
}

function save(parts: readonly Blob[]): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([...parts], { type: 'application/x-ndjson' }))
  link.download = 'switchboard-audit.ndjson'
  link.click()
  URL.revokeObjectURL(link.href)
}

function matching(entries: readonly AuditEntry[], filter: string): readonly AuditEntry[] {
  const wanted = filter.trim().toLowerCase()
  if (wanted === '') return entries
  return entries.filter(({ content, ...facts }) =>
    [...Object.values(facts), content?.data ?? ''].some((value) => String(value).toLowerCase().includes(wanted)),
  )
}

function sorted(entries: readonly AuditEntry[], { column, descending }: Order): readonly AuditEntry[] {
  const sign = descending ? -1 : 1
  const compare = (one: AuditEntry, other: AuditEntry) =>
    column === 'at' ? one.seq - other.seq : one[column].localeCompare(other[column]) || other.seq - one.seq
  return [...entries].sort((one, other) => sign * compare(one, other))
}
