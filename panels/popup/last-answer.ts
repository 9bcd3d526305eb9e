import { type ReadonlySignal, signal } from '@preact/signals'
import type { LogHandle } from '../../src/log/log-handle.ts'
import type { LogSize } from '../../src/log/reader-protocol.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'

/** What the popup needs of the log reader. */
export interface RowLogs {
  open(logId: string, onChange: (size: LogSize) => void): Pick<LogHandle, 'range' | 'close'>
}

/** The message received last in a log, as it changes. */
export interface LastAnswer {
  readonly row: ReadonlySignal<RowSummary | undefined>
  follow(logId: string | undefined): void
}

const step = 64

/** An answer further back than this is none to what was sent just now. */
const furthest = 2048

export function createLastAnswer(logs: RowLogs): LastAnswer {
  const row = signal<RowSummary | undefined>()
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
      if (found) row.value = found
      looked = end
    }
    looking = false
    if (handle && from !== handle) void look(handle)
  }

  return {
    row,
    follow(logId) {
      handle?.close()
      row.value = undefined
      wanted = 0
      looked = 0
      const opened =
        logId === undefined
          ? undefined
          : logs.open(logId, ({ total }) => {
              if (handle !== opened || !opened) return
              // A log that became shorter was cleared.
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
): Promise<RowSummary | undefined> {
  const least = Math.max(from, to - furthest)
  for (let end = to; end > least; end -= step) {
    const start = Math.max(least, end - step)
    const rows = await handle.range(start, end - start)
    const found = rows.findLast(({ direction }) => direction === 'received')
    if (found) return found
  }
  return undefined
}
