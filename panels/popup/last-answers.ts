import { type ReadonlySignal, signal } from '@preact/signals'
import type { LogHandle } from '../../src/log/log-handle.ts'
import type { LogSize } from '../../src/log/reader-protocol.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'

/** Which entries a log has. */
type Extent = Pick<LogSize, 'first' | 'total'>

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

const nothing: Extent = { first: 1, total: 0 }

/** How many answers are shown. */
const most = 4

/** An answer further back than this is none to what was sent just now. */
const furthest = 2048

export function createLastAnswers(logs: RowLogs): LastAnswers {
  const rows = signal<readonly RowSummary[]>([])
  let handle: ReturnType<RowLogs['open']> | undefined
  let size = nothing
  /** The sequence number up to which, itself excluded, was looked. */
  let looked = 1
  let looking = false

  const look = async (from: NonNullable<typeof handle>) => {
    if (looking) return
    looking = true
    while (from === handle && looked < nextOf(size)) {
      const asked = size
      const found = await lastReceived(from, asked, looked).catch(() => undefined)
      if (from !== handle) break
      // What cannot be read now is looked for with what comes next.
      if (!found && asked === size) break
      // Every index was another one by then, perhaps.
      if (!found || asked.first !== size.first) continue
      if (found.length > 0) rows.value = [...found, ...rows.peek()].slice(0, most)
      looked = nextOf(asked)
    }
    looking = false
    if (handle && from !== handle) void look(handle)
  }

  return {
    rows,
    follow(logId) {
      handle?.close()
      rows.value = []
      size = nothing
      looked = 1
      const opened =
        logId === undefined
          ? undefined
          : logs.open(logId, (changed) => {
              if (handle !== opened || !opened) return
              size = changed
              const left = rows.peek().filter(({ seq }) => seq >= size.first)
              if (left.length < rows.peek().length) rows.value = left
              void look(opened)
            })
      handle = opened
    },
  }
}

/** Looks backwards, in steps, through what is new: what is in the log from the entry `from` on. */
async function lastReceived(
  handle: Pick<LogHandle, 'range'>,
  { first, total }: Extent,
  from: number,
): Promise<readonly RowSummary[]> {
  const least = Math.max(0, from - first, total - furthest)
  const found: RowSummary[] = []
  for (let end = total; end > least && found.length < most; end -= step) {
    const start = Math.max(least, end - step)
    const rows = await handle.range(start, end - start)
    found.push(...rows.filter(({ direction }) => direction === 'received').reverse())
  }
  return found.slice(0, most)
}

function nextOf({ first, total }: Extent): number {
  return first + total
}
