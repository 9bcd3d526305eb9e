import { useSignal, useSignalEffect } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { useCallback, useEffect, useMemo } from 'preact/hooks'
import type { LogEntry } from '../../../src/core/log-entry.ts'
import { readPlace } from '../../../src/log/place.ts'
import { afterFrame } from '../../shared/after-frame.ts'
import type { CompareBlock } from '../../shared/document/compared-lines.ts'
import type { DocumentHandle } from '../../shared/document/document-handle.ts'
import type { Comparison } from '../../shared/document/message-document.ts'
import { openDocument } from '../../shared/document/open-document.ts'
import { clockTime } from '../../shared/format.ts'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { CompareLines } from './compare-lines.tsx'
import { Parts } from './parts.tsx'

interface CompareContentProps {
  readonly model: InspectorModel
  readonly entry: LogEntry
}

/** An entry beside another: the second row that is picked. */
export function CompareContent({ model, entry }: CompareContentProps) {
  const { log, logTools } = model
  const other = useSignal<LogEntry | undefined>(undefined)
  /** How often it was asked for: also again after it was cancelled. */
  const asked = useSignal(0)
  useSignalEffect(() => {
    const second = logTools.span.second.value
    other.value = undefined
    if (!second) return
    void log
      .ask((opened) => opened.entry(second.seq))
      .then((found) => {
        if (logTools.span.second.peek() === second) other.value = found
      })
  })
  return (
    <div ref={reveal} class="compare">
      <ChooseOther
        key={logTools.span.second.value?.seq}
        model={model}
        entry={entry}
        onChoose={() => {
          asked.value += 1
        }}
      />
      {other.value && (
        <Compared key={`${other.value.seq} ${asked.value}`} model={model} one={entry} other={other.value} />
      )}
    </div>
  )
}

/** What was asked for below the list may be out of view there. */
function reveal(element: HTMLElement | null): void {
  element?.closest('.detail-pane')?.scrollIntoView?.({ block: 'nearest' })
}

/** By its number; the list takes a second row with Ctrl and a click, or Shift and an arrow. */
function ChooseOther({ model: { log, logTools }, entry, onChoose }: CompareContentProps & { onChoose: () => void }) {
  const { second, pick } = logTools.span
  const number = useSignal(String(second.value?.seq ?? ''))
  const isMissing = useSignal(false)
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const place = readPlace(number.peek(), { begin: 0, end: 0 })
    const row = await log.ask(async (opened) => {
      const index = place?.type === 'entry' ? await opened.indexOf(place.seq) : undefined
      return index === undefined ? undefined : (await opened.range(index, 1))[0]
    })
    isMissing.value = row === undefined || row.seq === entry.seq
    if (!row || row.seq === entry.seq) return
    pick(row)
    onChoose()
  }
  return (
    <form class="compare-choose" onSubmit={submit}>
      <label>
        <span>{t('compareWith')}</span>{' '}
        <input
          type="text"
          inputMode="numeric"
          size={7}
          value={number.value}
          aria-invalid={isMissing.value}
          onInput={(event) => {
            number.value = event.currentTarget.value
            isMissing.value = false
          }}
        />
      </label>
      <button type="submit">{t('compare')}</button>
      <span class={isMissing.value ? 'compare-fault' : 'faint'} role={isMissing.value ? 'alert' : undefined}>
        {isMissing.value ? t('compareMissing') : second.value ? '' : t('compareHint')}
      </span>
    </form>
  )
}

interface ComparedProps {
  readonly model: InspectorModel
  readonly one: LogEntry
  readonly other: LogEntry
}

type CompareState =
  | { readonly type: 'comparing' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly message: string }
  | Comparison

/** The earlier is on the left, as what was before. */
function Compared({ model, one, other }: ComparedProps) {
  const [left, right] = one.seq < other.seq ? [one, other] : [other, one]
  const state = useSignal<CompareState>({ type: 'comparing' })
  const document = useMemo(() => openComparison(model, left, right), [model, left, right])
  useEffect(() => {
    state.value = { type: 'comparing' }
    void compare(document, left, right).then((found) => {
      state.value = found
    })
    return document.close
  }, [document, left, right, state])
  const cancel = () => {
    document.close()
    state.value = { type: 'cancelled' }
  }
  const unfold = async (fold: string) => {
    const heights = await document.ask('unfoldCompared', fold)
    const shown = state.peek()
    if (shown.type === 'compared') state.value = { ...shown, heights }
  }
  const shown = state.value
  return (
    <>
      <p class="detail-note compare-status">
        <span class={classOf(shown)} role="status" aria-label={t('compare')}>
          {shown.type === 'compared' &&
            `${t('compareTitle', left.seq, clockTime(left.at), right.seq, clockTime(right.at))} `}
          {wordsOf(shown)}
        </span>
        {shown.type === 'comparing' && (
          <button type="button" class="compare-cancel" onClick={cancel}>
            {t('cancel')}
          </button>
        )}
      </p>
      {shown.type === 'compared' && (
        <ComparedParts document={document} heights={shown.heights} onUnfold={(fold) => void unfold(fold)} />
      )}
    </>
  )
}

async function compare(document: DocumentHandle, left: LogEntry, right: LogEntry): Promise<CompareState> {
  try {
    await document.ask('compareFrom', comparable(left))
    return await document.ask('compareWith', comparable(right))
  } catch (error) {
    return { type: 'failed', message: String(error) }
  }
}

function classOf({ type }: CompareState): string {
  if (type === 'failed') return 'compare-fault'
  return type === 'comparing' ? 'faint' : ''
}

function wordsOf(shown: CompareState): string {
  switch (shown.type) {
    case 'comparing':
      return t('comparing')
    case 'cancelled':
      return t('compareCancelled')
    case 'failed':
      return shown.message
    case 'too-different':
      return t('tooDifferent')
    case 'compared': {
      const { removed, added } = shown
      return removed + added === 0 ? t('compareSame') : t('compareFound', removed, added)
    }
  }
}

interface ComparedPartsProps {
  readonly document: DocumentHandle
  /** Others whenever something was unfolded. */
  readonly heights: readonly number[]
  readonly onUnfold: (fold: string) => void
}

function ComparedParts({ document, heights, onUnfold }: ComparedPartsProps) {
  const height = useCallback((index: number) => heights[index] ?? 0, [heights])
  return (
    <Parts
      count={heights.length}
      height={height}
      part={(index, high) => <ComparedPart {...{ document, heights, onUnfold, index }} height={high} />}
    />
  )
}

interface ComparedPartProps extends ComparedPartsProps {
  readonly index: number
  readonly height: number
}

/** Keeps its place until its lines are there, which are drawn some in each frame; and these until there are others. */
function ComparedPart({ document, heights, onUnfold, index, height }: ComparedPartProps) {
  const frames = useSignal<readonly (readonly CompareBlock[])[]>([])
  const drawn = useSignal(0)
  useEffect(() => {
    let isWanted = true
    const drawMore = () => {
      if (!isWanted || drawn.peek() >= frames.peek().length) return
      drawn.value += 1
      afterFrame(drawMore)
    }
    void document.ask('comparedPart', index).then((found) => {
      if (!isWanted) return
      frames.value = found
      drawMore()
    })
    return () => {
      isWanted = false
    }
  }, [document, heights, index, frames, drawn])
  const rest = 1 - drawn.value / Math.max(1, frames.value.length)
  return (
    <>
      {frames.value.slice(0, drawn.value).map((blocks, at) => (
        <CompareLines key={at} blocks={blocks} onUnfold={onUnfold} />
      ))}
      {rest > 0 && <div style={{ blockSize: `${rest * height}px` }} />}
    </>
  )
}

/** Characters or bytes that are compared in a frame's time: few lines can take long when they have nothing in common. */
const mostHere = 4000

/** A document that has nothing but the comparison. */
function openComparison({ startDocumentWorker }: InspectorModel, left: LogEntry, right: LogEntry): DocumentHandle {
  return openDocument('', startDocumentWorker, comparable(left).length + comparable(right).length > mostHere)
}

/** A message as it came, anything else the way it is exported. */
function comparable(entry: LogEntry): string | Uint8Array {
  return entry.type === 'message' ? entry.data : JSON.stringify(entry, null, 2)
}
