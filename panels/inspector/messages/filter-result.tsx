import { effect, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { t } from '../../shared/text.ts'
import type { LogView } from '../model/log-view.ts'
import { entriesOf } from './entries-of.ts'

/** Milliseconds after which nobody types any more. */
const typingPause = 1000

/** What a filter keeps, for who does not see the count: said once it has been found, and not for each message that comes. */
export function FilterResult({ log }: { log: LogView }) {
  const filter = log.filter.value
  const result = useSignal('')
  useEffect(() => {
    result.value = ''
    let stop = () => {}
    const timer = setTimeout(() => {
      stop = effect(() => {
        const { state, shown, total } = log.size.value
        if (state === 'scanning' || result.peek() !== '') return
        result.value = entriesOf(shown, total)
      })
    }, typingPause)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [filter, log, result])
  return (
    <span class="off-screen" role="status" aria-label={t('filterMessages')}>
      {result}
    </span>
  )
}
