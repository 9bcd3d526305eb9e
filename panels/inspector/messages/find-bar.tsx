import type { TargetedKeyboardEvent } from 'preact'
import { useRef } from 'preact/hooks'
import type { FindSize, Hit, LogSize } from '../../../src/log/reader-protocol.ts'
import { IconButton } from '../../shared/controls.tsx'
import { Icon } from '../../shared/icons.tsx'
import { said } from '../../shared/said.ts'
import { useTakenSelection } from '../../shared/take-focus.ts'
import { t } from '../../shared/text.ts'
import type { LogFind } from '../model/log-find.ts'
import type { LogView } from '../model/log-view.ts'
import { focusRows } from './focus-rows.ts'
import { GoToField } from './go-to-field.tsx'
import { SearchToggles } from './search-toggles.tsx'

/** Goes from hit to hit in the log. */
export function FindBar({ log, find }: { log: LogView; find: LogFind }) {
  const close = () => {
    find.close()
    focusRows()
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    close()
  }
  return (
    <div role="search" class="find-bar" aria-label={t('findInLog')} onKeyDown={onKeyDown}>
      <FindText find={find} log={log} />
      <SearchToggles sought={find.sought.value} onChange={find.change} />
      <IconButton icon="previous" label={t('findPrevious')} onClick={() => void find.step('previous')} />
      <IconButton icon="next" label={t('findNext')} onClick={() => void find.step('next')} />
      <FindCount find={find} size={log.size.value} />
      <GoToField log={log} />
      <IconButton icon="close" label={t('findClose')} onClick={close} />
      <p class="filter-fault" id="find-fault" role="status">
        {log.findFault.value && said(log.findFault.value)}
      </p>
    </div>
  )
}

function FindText({ find, log }: { find: LogFind; log: LogView }) {
  const fault = log.findFault.value
  const input = useRef<HTMLInputElement>(null)
  useTakenSelection(input)
  return (
    <span class="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-label={t('findText')}
        placeholder={t(find.sought.value.mode === 'json-path' ? 'jsonPathExample' : 'findInLog')}
        spellcheck={false}
        value={find.sought.value.text}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : 'find-fault'}
        onFocus={log.prepare}
        onInput={(event) => find.change({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.isComposing) return
          event.preventDefault()
          void find.step(event.shiftKey ? 'previous' : 'next')
        }}
      />
    </span>
  )
}

/** What has been looked through, below which it is said how far that is: a growing log is always a little ahead. */
const nearlyAll = 0.99

function FindCount({ find, size: { find: size, total } }: { find: LogFind; size: LogSize }) {
  const said = useSaid(find.hit.value, size, total)
  if (!size || !find.running.value) return null
  const share = total === 0 ? 1 : size.scanned / total
  return (
    <>
      {share < nearlyAll && (
        <>
          <progress aria-label={t('findProgress')} value={share} />
          <IconButton icon="stop" label={t('findStop')} onClick={find.stop} />
        </>
      )}
      <span class="find-count">{wordsOf(size)}</span>
      <span class="off-screen" role="status" aria-label={t('findResult')}>
        {said}
      </span>
    </>
  )
}

/** Said when somebody goes on, once it is known where that is, and not for each message that comes. */
function useSaid(hit: Hit | undefined, size: FindSize | undefined, total: number): string {
  const said = useRef({ hit, words: '' })
  if (said.current.hit !== hit) said.current = { hit, words: '' }
  const isKnown = hit ? size?.place !== undefined : size?.hits === 0 && size.scanned === total
  if (said.current.words === '' && size && isKnown) said.current.words = wordsOf(size)
  return said.current.words
}

function wordsOf({ hits, place }: FindSize): string {
  if (hits === 0) return t('findHitsNone')
  if (place !== undefined) return t('findPlace', place, hits)
  return hits === 1 ? t('findHitsOne') : t('findHitsMany', hits)
}
