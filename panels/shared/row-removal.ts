import type { ReadonlySignal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import type { Change } from './change.ts'
import { createOffer, type Offer } from './offer.ts'
import { t } from './text.ts'

interface Removed<Row> {
  readonly row: Row
  readonly index: number
  /** Says what it was. */
  readonly text: string
}

/** Takes rows of a table away, and brings them back at their places. */
export interface RowRemoval<Row> extends Pick<Offer<Removed<Row>>, 'hold' | 'release' | 'dismiss'> {
  readonly removed: ReadonlySignal<Removed<Row> | undefined>
  /** @param title what it is called; without one there is nothing in it to bring back */
  remove(row: Row, index: number, title: string | undefined): void
  undo(): void
}

export function useRowRemoval<Row>(onChange: Change<readonly Row[]>): RowRemoval<Row> {
  const change = useRef(onChange)
  change.current = onChange
  return useMemo(() => {
    const { done, make, take, ...offer } = createOffer<Removed<Row>>()
    return {
      ...offer,
      removed: done,
      remove(row, index, title) {
        change.current((rows) => rows.toSpliced(index, 1))
        if (title !== undefined) make({ row, index, text: t('profileDeleted', title) })
      },
      undo() {
        const given = take()
        if (given) change.current((rows) => rows.toSpliced(given.index, 0, given.row))
      },
    }
  }, [])
}
