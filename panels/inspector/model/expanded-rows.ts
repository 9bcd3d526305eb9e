import { batch, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { RowSummary } from '../../../src/log/row-summary.ts'
import type { DocumentWorker } from '../../shared/document/document-client.ts'
import type { RowContent } from '../messages/row-content.ts'
import type { LogView } from './log-view.ts'

/** Rows of the list that show more than a line, in their place. */
export interface ExpandedRows {
  /** What they show, by their sequence numbers. */
  readonly contents: ReadonlySignal<ReadonlyMap<number, RowContent>>
  expand(row: RowSummary, index: number): Promise<void>
  collapse(row: RowSummary, index: number): void
  toggle(row: RowSummary, index: number): void
  /** What a row shows beneath its line is so high, in pixels. */
  measured(index: number, height: number): void
}

/** Of an empty message there is no more than its line says. */
export function isExpandable({ type, size }: RowSummary): boolean {
  return type !== 'message' || size > 0
}

export interface ExpandedRowsContext {
  readonly log: LogView
  readonly logId: ReadonlySignal<string | undefined>
  readonly startDocumentWorker: () => DocumentWorker
}

export function createExpandedRows({ log, logId, startDocumentWorker }: ExpandedRowsContext): ExpandedRows {
  const contents = signal<ReadonlyMap<number, RowContent>>(new Map())
  const { position } = log
  /** The row that was expanded last, by a number that stays, until it is known how high it is. */
  let fresh: number | undefined
  const numberOf = (index: number) => index - position.shifts.peek()

  effect(() => {
    void logId.value
    contents.value = new Map()
  })

  const expand = async (row: RowSummary, index: number) => {
    const { seq } = row
    if (!isExpandable(row) || contents.peek().has(seq)) return
    const asked = logId.peek()
    const number = numberOf(index)
    const entry = await log.ask((opened) => opened.entry(seq))
    if (!entry) return
    const { rowContentOf } = await import('../messages/row-content.ts')
    const content = await rowContentOf(entry, startDocumentWorker)
    if (asked !== logId.peek()) return
    // Whoever expands a row wants to read it, also while others come.
    position.stay()
    fresh = number
    contents.value = new Map(contents.peek()).set(seq, content)
  }

  const collapse = ({ seq }: RowSummary, index: number) => {
    const others = new Map(contents.peek())
    if (!others.delete(seq)) return
    batch(() => {
      contents.value = others
      position.setExtra(index, 0)
      position.reveal(index)
      // Who is at the end now goes on following it.
      position.scrollBy(0)
    })
  }

  return {
    contents,
    expand,
    collapse,
    toggle(row, index) {
      // The keyboard goes on from there.
      log.active.value = index
      if (contents.peek().has(row.seq)) collapse(row, index)
      else void expand(row, index)
    },
    measured(index, height) {
      position.setExtra(index, height)
      if (numberOf(index) !== fresh || height === 0) return
      fresh = undefined
      position.reveal(index)
      position.stay()
    },
  }
}
