import type { LogEntry } from '../../src/core/log-entry.ts'
import type { Pair, PairingRules } from '../../src/core/pairing.ts'
import type { Result } from '../../src/core/result.ts'
import { ok } from '../../src/core/result.ts'
import type { Filter } from '../../src/log/filter.ts'
import type { Opened } from '../../src/log/find-opened.ts'
import type { WantedSchemas } from '../../src/log/fit-marks.ts'
import type { Mark } from '../../src/log/mark.ts'
import type { Span } from '../../src/log/measure-span.ts'
import type { Place } from '../../src/log/place.ts'
import type { LogEvents } from '../../src/log/reader-client.ts'
import type { FindStep, Hit, LogSize, LogWindow } from '../../src/log/reader-protocol.ts'
import type { RowSummary } from '../../src/log/row-summary.ts'

export interface FakeLogs {
  readonly opened: string[]
  readonly filters: (Filter | undefined)[]
  /** The entries near which filters were to look first, in order. */
  readonly places: (number | undefined)[]
  /** The entries near which something was about to be looked for, in order. */
  readonly prepared: (number | undefined)[]
  /** The same of what was looked for. */
  readonly origins: (number | undefined)[]
  /** The schemas that were asked for, in order. */
  readonly fitted: WantedSchemas[]
  open(logId: string, onChange: (size: LogSize) => void, events?: LogEvents): FakeHandle
  /** More entries come to the open log. @param before those before this one go meanwhile */
  grow(entries: readonly LogEntry[], before?: number): void
  /** The bookmarks of the open log are these. */
  mark(marks: readonly Mark[]): void
  /** Another view has the entries before this one deleted. */
  trim(before: number): void
  /** The filter leaves these out. */
  leaveOut(seqs: readonly number[]): void
  /** So many of the oldest entries were not found yet. */
  hideOldest(count: number): void
  refuseFilter(answer: Result<null, 'invalid-arguments'>): void
  /** The browser cannot read rows so many times. */
  failReading(times: number): void
}

interface FakeHandle {
  fit(schemas: WantedSchemas): Promise<null>
  filter(filter: Filter | undefined, near?: number): Promise<Result<null, 'invalid-arguments'>>
  prepare(near?: number): Promise<null>
  look(part: LogWindow): Promise<null>
  range(index: number, count: number): Promise<readonly RowSummary[]>
  entry(seq: number): Promise<LogEntry | undefined>
  indexOf(seq: number): Promise<number | undefined>
  locate(place: Place): Promise<number | undefined>
  opened(seq: number, notBefore: number): Promise<Opened | undefined>
  span(from: number, upTo: number): Promise<Span>
  pairs(seqs: readonly number[], rules: PairingRules): Promise<readonly Pair[]>
  find(filter: Filter | undefined, near?: number): Promise<Result<null, 'invalid-arguments'>>
  step(step: FindStep): Promise<Hit | undefined>
  close(): void
}

/** Logs in memory. A filter that is not refused keeps everything that is not left out. */
export function fakeLogs(entries: readonly LogEntry[] = []): FakeLogs {
  const all = [...entries]
  const opened: string[] = []
  const filters: (Filter | undefined)[] = []
  const places: (number | undefined)[] = []
  const prepared: (number | undefined)[] = []
  const origins: (number | undefined)[] = []
  const fitted: WantedSchemas[] = []
  let gone: number | undefined
  let first = 1
  let leftOut: readonly number[] = []
  let answer: Result<null, 'invalid-arguments'> = ok(null)
  let failures = 0
  let tell = () => {}
  let tellMarks: (marks: readonly Mark[]) => void = () => {}
  return {
    opened,
    filters,
    places,
    prepared,
    origins,
    fitted,
    refuseFilter: (given) => {
      answer = given
    },
    grow(more, before = first) {
      all.push(...more)
      first = before
      tell()
    },
    failReading: (times) => {
      failures = times
    },
    mark: (marks) => tellMarks(marks),
    trim(before) {
      first = before
      tell()
    },
    leaveOut(seqs) {
      leftOut = seqs
      tell()
    },
    hideOldest(count) {
      gone = count
      tell()
    },
    open(logId, onChange, events) {
      tellMarks = (marks) => events?.onMarks?.(marks)
      opened.push(logId)
      let from = 1
      let held: number | undefined
      let sought: Filter | undefined
      let place: number | undefined
      const present = () => all.slice(Math.max(from, first) - 1 + (gone ?? 0), held)
      const seen = () => present().filter(({ seq }) => !leftOut.includes(seq))
      const hits = () => seen().filter((entry) => isMessageWith(entry, sought?.text ?? ''))
      tell = () => {
        const [total, shown] = [present().length, seen().length]
        const behind = all.length - (held ?? all.length)
        const find = sought && { hits: hits().length, scanned: total, ...(place === undefined ? {} : { place }) }
        const more = { ...(find ? { find } : {}), ...(gone === undefined ? {} : { gone }) }
        onChange({ first: Math.max(from, first), total, shown, scanned: total, behind, state: 'idle', ...more })
      }
      queueMicrotask(() => tell())
      return {
        filter: async (filter, near) => {
          filters.push(filter)
          places.push(near)
          return answer
        },
        prepare: async (near) => {
          prepared.push(near)
          return null
        },
        look: async (part) => {
          from = part.from
          held = part.hold ? (held ?? Math.min(all.length, (part.upTo ?? Number.POSITIVE_INFINITY) - 1)) : undefined
          tell()
          return null
        },
        range: async (index, count) => {
          if (failures-- > 0) throw new Error('The log cannot be read.')
          return seen()
            .slice(index, index + count)
            .map(summary)
        },
        entry: async (seq) => all.find((entry) => entry.seq === seq),
        indexOf: async (seq) => {
          const index = seen().findIndex((entry) => entry.seq === seq)
          return index < 0 ? undefined : index
        },
        locate: async (place) => {
          const reaches = (entry: LogEntry) => (place.type === 'entry' ? entry.seq >= place.seq : entry.at >= place.at)
          return (seen().find(reaches) ?? seen().at(-1))?.seq
        },
        opened: async (seq, notBefore) =>
          all.findLast((entry) => entry.type === 'opened' && entry.seq <= seq && entry.seq >= notBefore),
        span: async (first, upTo) => {
          const inside = seen().filter((entry) => entry.seq >= first && entry.seq <= upTo)
          const bytes = inside.reduce((sum, entry) => sum + summary(entry).size, 0)
          return { between: Math.max(0, inside.length - 2), bytes }
        },
        pairs: async (seqs) => pairsBySize(all).filter(({ seq }) => seqs.includes(seq)),
        fit: async (schemas) => {
          fitted.push(schemas)
          return null
        },
        find: async (filter, near) => {
          origins.push(near)
          if (!answer.ok) return answer
          sought = filter
          place = undefined
          tell()
          return answer
        },
        step: async ({ from: start, direction }) => {
          const all = hits()
          const next = all.findIndex((entry) => entry.seq >= start)
          const previous = all.findLastIndex((entry) => entry.seq <= start)
          const index = {
            next: Math.max(0, next),
            previous: previous < 0 ? all.length - 1 : previous,
            nearest: next < 0 ? previous : next,
          }[direction]
          const hit = sought && all[index]
          place = hit && index + 1
          tell()
          return hit && { seq: hit.seq }
        },
        close: () => {
          tell = () => {}
        },
      }
    },
  }
}

/** So many received messages, from number 1 on. */
export function received(count: number, first = 1): LogEntry[] {
  return Array.from({ length: count }, (_, offset) => ({
    seq: first + offset,
    at: 1_700_000_000_000 + offset,
    type: 'message',
    direction: 'received',
    data: `{"n":${first + offset}}`,
  }))
}

/** Each sent message goes with the received one behind it. */
function pairsBySize(entries: readonly LogEntry[]): Pair[] {
  return entries.flatMap((entry, index) => {
    const next = entries[index + 1]
    if (entry.type !== 'message' || entry.direction !== 'sent' || next?.type !== 'message') return []
    const latency = next.at - entry.at
    return [
      { seq: entry.seq, role: 'request', partner: next.seq, latency },
      { seq: next.seq, role: 'answer', partner: entry.seq, latency },
    ]
  })
}

function isMessageWith(entry: LogEntry, text: string): boolean {
  return entry.type === 'message' && typeof entry.data === 'string' && entry.data.includes(text)
}

function summary(entry: LogEntry): RowSummary {
  const { seq, at, type } = entry
  if (entry.type !== 'message') return { seq, at, type, size: 0, preview: '', content: entry }
  const text = typeof entry.data === 'string' ? entry.data : ''
  return {
    seq,
    at,
    type,
    direction: entry.direction,
    format: typeof entry.data === 'string' ? 'text' : 'binary',
    size: entry.data.length,
    preview: text,
    ...(entry.notJson ? { notJson: true } : {}),
    ...(entry.misfit ? { misfit: true } : {}),
  }
}
