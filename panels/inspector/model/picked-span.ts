import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { LogEntry } from '../../../src/core/log-entry.ts'
import type { Span } from '../../../src/log/measure-span.ts'
import type { RowSummary } from '../../../src/log/row-summary.ts'
import type { LogView } from './log-view.ts'

/** What lies between the picked row and a second one. */
export interface SpanFacts extends Span {
  /** Sequence numbers, the earlier first. */
  readonly from: number
  readonly upTo: number
  /** Milliseconds from the earlier to the later row. */
  readonly time: number
}

/** A second row that is picked beside the one whose details are shown. */
export interface PickedSpan {
  readonly second: ReadonlySignal<RowSummary | undefined>
  /** Undefined until it is known. */
  readonly facts: ReadonlySignal<SpanFacts | undefined>
  /** Whether the detail shows the two beside each other; no more once another row is picked. */
  readonly comparing: Signal<boolean>
  pick(row: RowSummary): void
  forget(): void
}

export function createPickedSpan({ picked, kept, ask }: Pick<LogView, 'picked' | 'kept' | 'ask'>): PickedSpan {
  const second = signal<RowSummary | undefined>()
  const facts = signal<SpanFacts | undefined>()
  const comparing = signal(false)

  const measure = async (one: LogEntry, other: RowSummary) => {
    const [early, late] = one.seq < other.seq ? [one, other] : [other, one]
    const under = kept.peek()
    const span = await ask((log) => log.span(early.seq, late.seq))
    if (!span || second.peek() !== other || picked.peek() !== one || kept.peek() !== under) return
    facts.value = { ...span, from: early.seq, upTo: late.seq, time: late.at - early.at }
  }

  // What is picked may be read anew and stays picked.
  const first = computed(() => picked.value?.seq)
  effect(() => {
    // Another row is picked, which begins anew.
    void first.value
    second.value = undefined
    comparing.value = false
  })
  let measured: RowSummary | undefined
  effect(() => {
    const [one, other] = [picked.value, second.value]
    // Of the same two it is told until it is known what the filter keeps between them now.
    void kept.value
    if (other !== measured) facts.value = undefined
    measured = other
    if (one && other) void measure(one, other)
  })

  return {
    second,
    facts,
    comparing,
    pick(row) {
      second.value = row.seq === picked.peek()?.seq ? undefined : row
    },
    forget() {
      second.value = undefined
    },
  }
}
