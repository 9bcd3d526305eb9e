import { useSignal, useSignalEffect } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { LogEntry } from '../../../src/core/log-entry.ts'
import { readPlace } from '../../../src/log/place.ts'
import type { Comparison } from '../../shared/document/compare.ts'
import { openDocument } from '../../shared/document/open-document.ts'
import { clockTime } from '../../shared/format.ts'
import { hexDump } from '../../shared/hex-dump.ts'
import { t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { blocksOf } from './compare-blocks.ts'
import { CompareLines } from './compare-lines.tsx'
import { contentOf } from './detail-views.ts'
import { Parts } from './parts.tsx'

interface CompareContentProps {
  readonly model: InspectorModel
  readonly entry: LogEntry
}

/** An entry beside another: the second row that is picked. */
export function CompareContent({ model, entry }: CompareContentProps) {
  const { log, logTools } = model
  const other = useSignal<LogEntry | undefined>(undefined)
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
      <ChooseOther key={logTools.span.second.value?.seq} model={model} entry={entry} />
      {other.value && <Compared key={other.value.seq} model={model} one={entry} other={other.value} />}
    </div>
  )
}

/** What was asked for below the list may be out of view there. */
function reveal(element: HTMLElement | null): void {
  element?.closest('.detail-pane')?.scrollIntoView?.({ block: 'nearest' })
}

/** By its number; the list takes a second row with Ctrl and a click, or Shift and an arrow. */
function ChooseOther({ model: { log, logTools }, entry }: CompareContentProps) {
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
    if (row && row.seq !== entry.seq) pick(row)
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

/** The earlier is on the left, as what was before. */
function Compared({ model, one, other }: ComparedProps) {
  const [left, right] = one.seq < other.seq ? [one, other] : [other, one]
  const comparison = useSignal<Comparison | undefined>(undefined)
  const fault = useSignal<string | undefined>(undefined)
  useEffect(() => {
    const [before, after] = [comparableText(left), comparableText(right)]
    // Few lines can take long when they have nothing in common.
    const document = openDocument(before, model.startDocumentWorker, before.length + after.length > 4000)
    document.ask('compare', after).then(
      (found) => {
        comparison.value = found
      },
      (error: unknown) => {
        fault.value = String(error)
      },
    )
    return document.close
  }, [left, right, model, comparison, fault])
  const found = comparison.value
  if (fault.value !== undefined) return <p class="compare-fault">{fault.value}</p>
  if (!found) return <p class="faint detail-note">{t('comparing')}</p>
  if (found.type === 'too-different') return <p class="detail-note">{t('tooDifferent')}</p>
  const words = found.removed + found.added === 0 ? t('compareSame') : t('compareFound', found.removed, found.added)
  return (
    <>
      <p class="detail-note" role="status" aria-label={t('compare')}>
        {t('compareTitle', left.seq, clockTime(left.at), right.seq, clockTime(right.at))} {words}
      </p>
      <ComparedLines comparison={found} />
    </>
  )
}

function ComparedLines({ comparison }: { comparison: Extract<Comparison, { type: 'compared' }> }) {
  const unfolded = useSignal<ReadonlySet<number>>(new Set())
  const blocks = useMemo(() => blocksOf(comparison.stretches, unfolded.value), [comparison, unfolded.value])
  const unfold = (stretch: number) => {
    unfolded.value = new Set(unfolded.peek()).add(stretch)
  }
  const height = (index: number) => {
    const block = blocks[index]
    if (!block || block.type === 'folded') return 22
    return 18 * (block.type === 'same' ? block.lines.length : Math.max(block.removed.length, block.added.length))
  }
  return (
    <Parts
      count={blocks.length}
      height={height}
      part={(index) => {
        const block = blocks[index]
        return block && <CompareLines block={block} onUnfold={unfold} />
      }}
    />
  )
}

/** Bytes are compared as a dump without places, which would all be others after one byte more. */
function comparableText(entry: LogEntry): string {
  const { text, bytes } = contentOf(entry)
  return text ?? (bytes ? hexDump(bytes).replace(/^[0-9a-f]{8} {2}/gm, '') : '')
}
