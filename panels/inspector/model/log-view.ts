import { batch, computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import type { LogEntry } from '../../../src/core/log-entry.ts'
import type { Refusal } from '../../../src/core/result.ts'
import { type Filter, isEmptyFilter, noFilter } from '../../../src/log/filter.ts'
import type { WantedSchemas } from '../../../src/log/fit-marks.ts'
import type { LogHandle, OnSize } from '../../../src/log/log-handle.ts'
import type { Mark } from '../../../src/log/mark.ts'
import type { LogClient, LogEvents } from '../../../src/log/reader-client.ts'
import { emptySize, type LogSize } from '../../../src/log/reader-protocol.ts'
import type { RowSummary } from '../../../src/log/row-summary.ts'
import { rowHeight } from '../../shared/appearance.ts'
import { calmed } from '../../shared/calmed.ts'
import { debounce } from '../../shared/debounce.ts'
import { createListPosition, type ListPosition } from '../../shared/list-position.ts'
import { createRowFeed, type RowFeed, type RowSource } from '../../shared/row-feed.ts'
import type { Session } from '../../shared/session.ts'
import { t } from '../../shared/text.ts'
import { createLogWindow, type LogWindowControl } from './log-window.ts'
import { anchorOf, findAnchor, type RowAnchor } from './row-anchor.ts'

/** Milliseconds until a filter is applied: at each key, as one that is given up costs the reader one step only. */
const typingPause = 0

/** What the inspector needs of the log reader; a test hands in one of its own. */
export interface Logs {
  open(logId: string, onChange: OnSize, events?: LogEvents): OpenLog
}

/** What the inspector needs of a log that is open. */
export type OpenLog = Pick<
  LogHandle,
  | 'filter'
  | 'prepare'
  | 'look'
  | 'range'
  | 'entry'
  | 'indexOf'
  | 'locate'
  | 'opened'
  | 'span'
  | 'find'
  | 'step'
  | 'pairs'
  | 'fit'
  | 'close'
>

/** A log as it is shown: which one, under which filter, scrolled to where, and the entry that is looked at. */
export interface LogView {
  readonly window: LogWindowControl
  readonly size: ReadonlySignal<LogSize>
  /** The same for the eye: some times a second while it only grows. */
  readonly calmSize: ReadonlySignal<LogSize>
  readonly filter: ReadonlySignal<Filter>
  /** Another object whenever other rows may be kept by the filter. */
  readonly kept: ReadonlySignal<object>
  /** What messages are to fit. */
  readonly schemas: ReadonlySignal<WantedSchemas>
  /** Why the filter cannot be used; the rows are still those of the one before. */
  readonly filterFault: ReadonlySignal<string | undefined>
  /** Why what is looked for cannot be. */
  readonly findFault: Signal<string | undefined>
  readonly marks: ReadonlySignal<readonly Mark[]>
  readonly position: ListPosition
  readonly feed: RowFeed<RowSummary>
  /** The row the keyboard is at, as its index. */
  readonly active: Signal<number | undefined>
  /** The entry whose details are shown. */
  readonly picked: ReadonlySignal<LogEntry | undefined>
  changeFilter(change: Partial<Filter>): void
  /** Somebody is about to type what is looked for: what is near is at hand then. */
  prepare(): void
  pick(seq: number): Promise<void>
  /** The same, as the list calls it. */
  readonly pickRow: (row: RowSummary) => void
  /** The picked entry; one that was picked a moment ago has to be read first. */
  lastPicked(): Promise<LogEntry | undefined>
  closeDetail(): void
  /** Shows an entry in the list and in the detail. @returns whether the filter lets it be shown, or nobody looks at this log any more */
  goTo(seq: number): Promise<boolean>
  /** Asks the open log; undefined without one, and when another is open before the answer is there. */
  ask<Answer>(question: (log: OpenLog) => Promise<Answer>): Promise<Answer | undefined>
}

export function createLogView(
  logs: Logs | Pick<LogClient, 'open'>,
  logId: ReadonlySignal<string | undefined>,
  call: Session['call'],
  schemas: ReadonlySignal<WantedSchemas>,
  onRefusal: (refusal: Refusal, logId: string) => void,
): LogView {
  const size = signal(emptySize)
  const filter = signal(noFilter)
  const kept = signal({})
  const filterFault = signal<string | undefined>()
  const findFault = signal<string | undefined>()
  const marks = signal<readonly Mark[]>([])
  const source = signal<RowSource<RowSummary> | undefined>()
  const active = signal<number | undefined>()
  const picked = signal<LogEntry | undefined>()
  const position = createListPosition(
    computed(() => size.value.shown),
    rowHeight,
  )
  const feed = createRowFeed(
    source,
    position,
    computed(() => size.value.gone ?? 0),
  )
  let handle: OpenLog | undefined

  /** What is to be seen again where it was, by one filter after the other, until somebody goes elsewhere. */
  let returning: RowAnchor | undefined
  /** Where a filter has left the list and the keyboard. */
  let left = ''
  /** Whether it has put them there and there may be more to be seen. */
  let isPut = false
  /** The same whatever is found in front. */
  const whereabouts = () => {
    const place = position.place.peek()
    const shifts = position.shifts.peek()
    return `${place.at === 'row' && [place.row - shifts, place.hidden]} ${(active.peek() ?? Number.NaN) - shifts}`
  }
  const wentElsewhere = () => left !== whereabouts()

  const applyFilter = async () => {
    const asked = handle
    const wanted = filter.peek()
    const anchor = anchorWith(picked.peek())
    const applied = await asked?.filter(isEmptyFilter(wanted) ? undefined : wanted, anchor?.seq)
    if (!asked || !applied || asked !== handle) return
    filterFault.value = applied.ok ? undefined : applied.refusal.message
    if (!applied.ok) return
    await showAgain(asked, anchor)
  }

  /** What is to be seen again: what is seen now may be the next that was shown, or not be drawn yet. */
  const anchorWith = (detail: LogEntry | undefined) => {
    if (wentElsewhere()) returning = undefined
    return returning ?? anchorOf({ position, feed, active: active.peek(), picked: detail?.seq })
  }

  /** Shows what a filter keeps, and what was looked at where it was seen, unless somebody goes elsewhere meanwhile. */
  const showAgain = async (asked: OpenLog, anchor: RowAnchor | undefined) => {
    showRowsOf(asked)
    const under = kept.peek()
    returning = anchor
    if (!anchor) return
    const found = await findAnchor(asked, anchor)
    if (!found || kept.peek() !== under || wentElsewhere()) return
    batch(() => {
      position.put(found.index, anchor.below)
      if (anchor.isActive && found.isSame) active.value = found.index
      left = whereabouts()
      isPut = true
      followWhole()
    })
  }

  /** Where all is seen at once the end is followed as before, as soon as that is known to be all. */
  const followWhole = () => {
    if (!isPut || size.peek().state === 'scanning') return
    isPut = false
    if (wentElsewhere() || position.top.peek() > 0 || !position.atEnd.peek()) return
    position.toEnd()
    left = whereabouts()
  }

  /** What took too long is gone; what was typed stands, so that it can be changed. */
  const onStopped: LogEvents['onStopped'] = (sentence, look) => {
    if (look === 'find') {
      findFault.value = sentence
      return
    }
    filterFault.value = look === 'schema' ? t('schemaStopped') : sentence
    showRowsOf(handle)
  }

  const rowsOf = (opened: typeof handle) => opened && { range: opened.range.bind(opened) }

  const showRowsOf = (opened: typeof handle) => {
    active.value = undefined
    position.toEnd()
    left = whereabouts()
    keepOthers(opened)
  }

  const keepOthers = (opened: typeof handle) => {
    position.forgetExtras()
    source.value = rowsOf(opened)
    kept.value = {}
  }

  const take: OnSize = (changed, came) => {
    const before = size.peek()
    if (came) feed.add(came.index, came.rows)
    batch(() => {
      size.value = changed
      const areOthers = changed.first !== before.first
      // The oldest entries are gone, or back, or older ones were found, and every index is another one.
      if (areOthers || changed.gone !== before.gone) keepRows(before)
      if (areOthers) source.value = rowsOf(handle)
      followWhole()
    })
  }

  /** Has the same rows stay where they are seen. */
  const keepRows = (before: LogSize) => {
    const rows = rowsBefore(before, size.peek())
    active.value = shifted(active.peek(), rows)
    if (Number.isNaN(rows)) position.forgetExtras()
    else position.shift(rows)
  }

  const takeMarks = (all: readonly Mark[]) => {
    marks.value = all
    if (filter.peek().marked) keepOthers(handle)
  }

  const window = createLogWindow({ logId, size, call, look: (part) => void handle?.look(part), onRefusal })

  /** Where each log was seen, and the entry that was picked in it, for who comes back to it. */
  const places = new Map<string | undefined, readonly [RowAnchor | undefined, number | undefined]>()
  let shownId: string | undefined
  /** The entry that was picked last, which may have to be read first. */
  let inDetail: number | undefined

  const open = (id: string | undefined) => {
    places.set(shownId, [anchorWith(undefined), inDetail])
    shownId = id
    const [anchor, seq] = places.get(id) ?? []
    handle?.close()
    returning = anchor
    size.value = emptySize
    picked.value = inDetail = undefined
    marks.value = []
    const opened = id === undefined ? undefined : logs.open(id, take, { onStopped, onMarks: takeMarks })
    handle = opened
    window.reset()
    showRowsOf(opened)
    if (!isEmptyFilter(filter.peek())) void applyFilter()
    else if (opened && anchor) void showAgain(opened, anchor)
    if (seq !== undefined) void pick(seq)
    if (schemas.peek().sent || schemas.peek().received) void fit()
  }

  /** Has what is shown read anew, marked by the schemas there are now. */
  const fit = async () => {
    const asked = handle
    const { kind } = filter.peek()
    const anchor = anchorWith(picked.peek())
    await asked?.fit(schemas.peek())
    if (!asked || asked !== handle) return
    if (kind === 'misfit') {
      // Other rows are kept by the filter now.
      await showAgain(asked, anchor)
    } else source.value = rowsOf(asked)
    const seq = picked.peek()?.seq
    if (seq !== undefined) await pick(seq)
  }

  const typing = debounce(applyFilter, typingPause)
  effect(() => {
    const id = logId.value
    untracked(() => open(id))
  })
  let fitted = schemas.peek()
  effect(() => {
    const wanted = schemas.value
    if (wanted !== fitted) untracked(() => void fit())
    fitted = wanted
  })

  const ask = async <Answer>(question: (log: OpenLog) => Promise<Answer>) => {
    const asked = handle
    const answer = asked && (await question(asked))
    return asked === handle ? answer : undefined
  }

  /** Ends when the entry that was picked last has been read. */
  let picking = Promise.resolve()
  /** How often a row was picked, gone to or left. */
  let pickedSoFar = 0
  const pick = (seq: number) => {
    pickedSoFar += 1
    inDetail = seq
    const reading = ask((log) => log.entry(seq)).then((entry) => {
      if (entry && reading === picking) picked.value = entry
    })
    picking = reading
    return reading
  }

  return {
    window,
    size,
    calmSize: calmed(size, onlyGrew),
    filter,
    kept,
    schemas,
    filterFault,
    findFault,
    marks,
    position,
    feed,
    active,
    picked,
    changeFilter(change) {
      filter.value = { ...filter.peek(), ...change }
      typing.soon()
      // Only typing waits for what comes next.
      if (!('text' in change)) void typing.flush()
    },
    prepare() {
      const anchor = anchorOf({ position, feed, active: active.peek(), picked: picked.peek()?.seq })
      // Who looks for something then is told what cannot be read.
      handle?.prepare(anchor?.seq).catch(() => {})
    },
    pick,
    pickRow: ({ seq }) => void pick(seq),
    async lastPicked() {
      await picking
      return picked.peek()
    },
    closeDetail() {
      pickedSoFar += 1
      picking = Promise.resolve()
      picked.value = inDetail = undefined
    },
    async goTo(seq) {
      const asked = handle
      const mine = ++pickedSoFar
      const found = await ask((log) => findAnchor(log, { seq }))
      // Who has picked another row meanwhile, or is at another log, stays there.
      if (asked !== handle || mine !== pickedSoFar) return true
      if (!found?.isSame) return false
      active.value = found.index
      position.goTo(found.index)
      await pick(seq)
      return true
    },
    ask,
  }
}

/** Whether more came, and all else is as it was. */
function onlyGrew(now: LogSize, before: LogSize): boolean {
  const came = now.total + now.behind - before.total - before.behind
  return (
    came > 0 &&
    before.total > 0 &&
    now.state === before.state &&
    now.lost === before.lost &&
    now.first === before.first &&
    now.total - now.shown === before.total - before.shown
  )
}

/** How many rows came in front of those that are shown, less those that went there. `NaN`: nobody knows. */
function rowsBefore(before: LogSize, now: LogSize): number {
  if (before.gone === undefined && now.gone === undefined) return before.first - now.first
  return (before.gone ?? Number.NaN) - (now.gone ?? Number.NaN)
}

function shifted(index: number | undefined, rows: number): number | undefined {
  const to = (index ?? Number.NaN) + rows
  return to >= 0 ? to : undefined
}
