import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { longestNote } from '../../../src/core/log-entry.ts'
import { IconButton } from '../../shared/controls.tsx'
import { said } from '../../shared/said.ts'
import { useTakenFocus } from '../../shared/take-focus.ts'
import { t } from '../../shared/text.ts'
import type { LogMarks } from '../model/log-marks.ts'
import type { LogTools } from '../model/log-tools.ts'
import type { LogView } from '../model/log-view.ts'
import { focusRows } from './focus-rows.ts'
import { PairButton } from './pair-badge.tsx'

/** What can be done with the entry that is picked, or whose note wants to be written. */
export function RowStrip({ log, tools: { marks, pairs } }: { log: LogView; tools: LogTools }) {
  const seq = marks.writing.value ?? log.picked.value?.seq
  const first = useComputed(() => log.size.value.first).value
  if (seq === undefined) return null
  const isGone = seq < first
  const pair = pairs.known.value.get(seq)
  const isMarked = marks.notes.value.has(seq)
  return (
    <div class="row-strip" role="group" aria-label={t('rowActions')}>
      <span class="faint">{t('entryNumber', seq)}</span>
      <IconButton
        icon="bookmark"
        label={t('bookmark')}
        aria-pressed={isMarked}
        // It may have the focus when the entry goes, and keeps it.
        aria-disabled={isGone}
        onClick={isGone ? undefined : () => marks.toggle(seq)}
      />
      {isGone && <span>{t('entryGone')}</span>}
      {(isMarked || marks.writing.value === seq) && <NoteField marks={marks} seq={seq} key={seq} />}
      {pair && !isGone && <PairButton pair={pair} onFollow={(at) => void pairs.follow(at)} />}
      <span class="filter-fault" role="status">
        {marks.fault.value && said(marks.fault.value)}
      </span>
    </div>
  )
}

function NoteField({ marks, seq }: { marks: LogMarks; seq: number }) {
  const input = useRef<HTMLInputElement>(null)
  const kept = marks.notes.value.get(seq) ?? ''
  /** Undefined while nobody writes. */
  const typed = useSignal<string | undefined>(undefined)
  const isWanted = marks.writing.value === seq
  useTakenFocus(input, isWanted)
  useEffect(() => {
    // Another panel may have written.
    if (document.activeElement !== input.current) typed.value = undefined
  }, [kept, typed])
  const keep = () => {
    const text = typed.peek()
    if (text !== undefined && text !== kept) marks.note(seq, text)
  }
  return (
    <input
      ref={input}
      class="note"
      aria-label={t('bookmarkNote')}
      placeholder={t('bookmarkNoteExample')}
      maxLength={longestNote}
      value={typed.value ?? kept}
      onInput={(event) => {
        typed.value = event.currentTarget.value
      }}
      onBlur={() => {
        keep()
        marks.writing.value = undefined
      }}
      onKeyDown={(event) => {
        if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
        event.preventDefault()
        if (event.key === 'Escape') typed.value = undefined
        else if (!marks.notes.peek().has(seq) && !typed.peek()) marks.note(seq, '')
        // What was typed is kept when the field is left.
        focusRows()
      }}
    />
  )
}
