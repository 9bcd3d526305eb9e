import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { readPlace } from '../../../src/log/place.ts'
import { appearance } from '../../shared/appearance.ts'
import { t } from '../../shared/text.ts'
import type { LogView } from '../model/log-view.ts'

/** Goes to an entry by its number, or to a time. */
export function GoToField({ log }: { log: LogView }) {
  const text = useSignal('')
  const isFaulty = useSignal(false)
  const go = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    isFaulty.value = text.value.trim() !== '' && !(await goTo(log, text.value))
  }
  return (
    <>
      <form class="go-to" onSubmit={(event) => void go(event)}>
        <input
          type="text"
          aria-label={t('goTo')}
          title={t('goTo')}
          placeholder={t('goToHint')}
          spellcheck={false}
          value={text.value}
          aria-invalid={isFaulty.value}
          aria-describedby={isFaulty.value ? 'go-to-fault' : undefined}
          onInput={(event) => {
            text.value = event.currentTarget.value
            isFaulty.value = false
          }}
        />
      </form>
      <p class="filter-fault" id="go-to-fault" role="status">
        {isFaulty.value && t('goToFault')}
      </p>
    </>
  )
}

/** @returns false when the text names no place, or there is nothing to go to */
async function goTo(log: LogView, text: string): Promise<boolean> {
  const { first, total } = log.size.peek()
  // Of the whole log: what a filter shows may begin late or end early.
  const ends = await log.ask((opened) => Promise.all([opened.entry(first), opened.entry(first + total - 1)]))
  const [begin, end] = ends?.map((entry) => entry?.at ?? 0) ?? []
  // Times are meant as they are seen.
  const zone = appearance.clock.peek() === 'iso' ? 'utc' : 'local'
  const place = begin !== undefined && end !== undefined ? readPlace(text, { begin, end }, zone) : undefined
  const seq = place && (await log.ask((opened) => opened.locate(place)))
  return seq !== undefined && log.goTo(seq)
}
