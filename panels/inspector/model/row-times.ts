import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Opened } from '../../../src/log/find-opened.ts'
import type { RowSummary } from '../../../src/log/row-summary.ts'
import type { ConnectionView } from '../../../src/wire/view.ts'
import type { ShownRows } from '../../shared/row-feed.ts'

/** What the column of times tells. */
export type TimeMode = 'clock' | 'since-connect' | 'since-previous'

export const timeModes: readonly TimeMode[] = ['clock', 'since-connect', 'since-previous']

/** When the connection of a row was opened, in epoch milliseconds; undefined while that is not known. */
export type OpenedAt = (row: RowSummary) => number | undefined

export interface RowTimesContext {
  readonly mode: ReadonlySignal<TimeMode>
  readonly shown: ReadonlySignal<ShownRows<RowSummary>>
  readonly connection: ReadonlySignal<ConnectionView | undefined>
  readonly logId: ReadonlySignal<string | undefined>
  /** The last connection opened at or before an entry, looked for back to another. */
  opened(seq: number, notBefore: number): Promise<Opened | undefined>
}

/** Entries of which it is known when their connection was opened: none was opened between `from` and `upTo`. */
interface Stretch {
  readonly from: number
  readonly upTo: number
  readonly at: number | undefined
}

/** Looks up when the connections of the rows that are seen were opened, while that is shown. */
export function createOpenedAt({ mode, shown, connection, logId, opened }: RowTimesContext): ReadonlySignal<OpenedAt> {
  const known = signal<readonly Stretch[]>([])
  /** Of the rows that arrive now, and that have since the connection was opened last, it is known without looking. */
  const openSince = signal(Number.POSITIVE_INFINITY)
  let asking = false

  const isKnown = ({ seq, at }: RowSummary) => at >= openSince.value || stretchOf(known.value, seq) !== undefined

  const ask = async (seq: number) => {
    asking = true
    const asked = known.peek()
    const before = asked.findLast(({ upTo }) => upTo < seq)
    const found = await opened(seq, (before?.upTo ?? 0) + 1).catch(() => 'unread' as const)
    asking = false
    // It is another list once the log was left, also when it is shown again.
    if (known.peek() !== asked) known.value = [...known.peek()]
    else if (found !== 'unread') known.value = withStretch(asked, before, seq, found)
  }

  let log: string | undefined
  effect(() => {
    const state = connection.value?.state
    if (logId.value !== log) {
      known.value = []
      openSince.value = Number.POSITIVE_INFINITY
    }
    log = logId.value
    if (state?.phase === 'open') openSince.value = state.since
  })

  effect(() => {
    if (mode.value !== 'since-connect') return
    const row = shown.value.rows.findLast((one) => one !== undefined && !isKnown(one))
    if (row && !asking) void ask(row.seq)
  })

  return computed(() => {
    const [live, stretches] = [openSince.value, known.value]
    return ({ seq, at }) => (at >= live ? live : stretchOf(stretches, seq)?.at)
  })
}

/** Remembers the mode as one of those there are. */
export function readTimeMode(stored: unknown): TimeMode {
  return timeModes.find((mode) => mode === stored) ?? 'clock'
}

function stretchOf(stretches: readonly Stretch[], seq: number): Stretch | undefined {
  return stretches.find(({ from, upTo }) => from <= seq && seq <= upTo)
}

/** Without an opening since the stretch before, that one goes on. */
function withStretch(
  stretches: readonly Stretch[],
  before: Stretch | undefined,
  seq: number,
  found: Opened | undefined,
): readonly Stretch[] {
  const others = stretches.filter((one) => one !== before)
  const added: readonly Stretch[] = found
    ? [...(before ? [before] : []), { from: found.seq, upTo: seq, at: found.at }]
    : [{ from: before?.from ?? 0, upTo: seq, at: before?.at }]
  return [...others, ...added].sort((a, b) => a.from - b.from)
}
