import { type ReadonlySignal, signal } from '@preact/signals'
import type { LogHandle } from '../../src/log/log-handle.ts'
import type { LogSize } from '../../src/log/reader-protocol.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'

/** What the popup needs of the log reader. */
export interface RowLogs {
  open(logId: string, onChange: (size: LogSize) => void): Pick<LogHandle, 'range' | 'close'>
}

/** The messages received last in a log, as they change. */
export interface LastAnswers {
  /** The latest first. */
  readonly rows: ReadonlySignal<readonly RowSummary[]>
  follow(logId: string | undefined): void
}

const step = 64

/** How many answers are shown. */
const most = 4

/** An answer further back than this is none to what was sent just now. */
const furthest = 2048

export function createLastAnswers(logs: RowLogs): LastAnswers {
  const rows = signal<readonly RowSummary[]>([])
  let handle: ReturnType<RowLogs['open']> | undefined
  let wanted = 0
  let looked = 0
  let looking = false

  const look = async (from: NonNullable<typeof handle>) => {
    if (looking) return
    looking = true
    while (from === handle && looked !== wanted) {
      const end = wanted
      const found = await lastReceived(from, looked, end)
      if (from !== handle) break
      if (found.length > 0) rows.value = [...found, ...rows.peek()].slice(0, most)
      looked = end
    }
    looking = false
    if (handle && from !== handle) void look(handle)
  }

  return {
    rows,
    follow(logId) {
      handle?.close()
      rows.value = []
      wanted = 0
      looked = 0
      const opened =
        logId === undefined
          ? undefined
          : logs.open(logId, ({ total }) => {
              if (handle !== opened || !opened) return
              // A log that became shorter was cleared.
              if (total < looked) rows.value = []
              looked = Math.min(looked, total)
              wanted = total
              void look(opened)
            })
      handle = opened
    },
  }
}

/** Looks backwards, in steps, through what is new. */
async function lastReceived(
  handle: Pick<LogHandle, 'range'>,
  from: number,
  to: number,
): Promise<readonly RowSummary[]> {
  const least = Math.max(from, to - furthest)
  const found: RowSummary[] = []
  for (let end = to; end > least && found.length < most; end -= step) {
    const start = Math.max(least, end - step)
    const rows = await handle.range(start, end - start)
    found.push(...rows.filter(({ direction }) => direction === 'received').reverse())
  }
  return found.slice(0, most)
}
