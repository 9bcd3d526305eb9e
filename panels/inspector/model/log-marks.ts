import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Session } from '../../shared/session.ts'
import type { LogView } from './log-view.ts'

/** The bookmarks of the log that is shown. */
export interface LogMarks {
  /** What the person wrote about each, by the entry's sequence number; without those that were cleared. */
  readonly notes: ReadonlySignal<ReadonlyMap<number, string>>
  /** The entry whose note wants to be written. */
  readonly writing: Signal<number | undefined>
  /** Why the last change was refused. */
  readonly fault: ReadonlySignal<string | undefined>
  /** Puts a bookmark at an entry, or takes it away with its note. */
  toggle(seq: number): void
  /** Puts a bookmark at an entry and notes something about it. */
  note(seq: number, text: string): void
  /** Goes to the bookmark behind an entry or before it that the filter shows, round and round. */
  go(direction: 'next' | 'previous', from: number): Promise<void>
}

export interface LogMarksContext {
  readonly log: Pick<LogView, 'marks' | 'size' | 'goTo'>
  readonly logId: ReadonlySignal<string | undefined>
  readonly call: Session['call']
}

export function createLogMarks({ log, logId, call }: LogMarksContext): LogMarks {
  const writing = signal<number | undefined>()
  const fault = signal<string | undefined>()
  const first = computed(() => log.size.value.first)
  const notes = computed(
    () => new Map(log.marks.value.filter(({ seq }) => seq >= first.value).map(({ seq, note }) => [seq, note])),
  )

  const put = async (seq: number, note: string | undefined) => {
    const id = logId.peek()
    if (id === undefined) return
    const answer = await call('log.mark', note === undefined ? { logId: id, seq } : { logId: id, seq, note })
    fault.value = answer.ok ? undefined : answer.refusal.message
  }

  effect(() => {
    void logId.value
    writing.value = undefined
    fault.value = undefined
  })

  return {
    notes,
    writing,
    fault,
    toggle: (seq) => void put(seq, notes.peek().has(seq) ? undefined : ''),
    note: (seq, text) => void put(seq, text),
    async go(direction, from) {
      const seqs = [...notes.peek().keys()]
      const isBeyond = direction === 'next' ? (seq: number) => seq > from : (seq: number) => seq < from
      const inTurn = direction === 'next' ? seqs : seqs.toReversed()
      // What the filter leaves out is gone past.
      for (const seq of new Set([...inTurn.filter(isBeyond), ...inTurn])) if (await log.goTo(seq)) return
    },
  }
}
