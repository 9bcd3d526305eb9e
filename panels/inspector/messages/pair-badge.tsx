import type { Pair } from '../../../src/core/pairing.ts'
import { timeSpan } from '../../shared/format.ts'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'

interface PairProps {
  readonly pair: Pair
  readonly onFollow: (seq: number) => void
}

/** How long the answer took; a click goes to the other message. */
export function PairBadge({ pair, onFollow }: PairProps) {
  return (
    <button
      type="button"
      class="badge pair"
      tabIndex={-1}
      aria-label={wordsOf(pair)}
      title={wordsOf(pair)}
      onClick={(event) => {
        // It is not the row that is meant.
        event.stopPropagation()
        onFollow(pair.seq)
      }}
    >
      <Icon name="pair" />
      {timeSpan(pair.latency)}
    </button>
  )
}

/** The same, in words. */
export function PairButton({ pair, onFollow }: PairProps) {
  return (
    <button type="button" class="pair-button" onClick={() => onFollow(pair.seq)}>
      <Icon name="pair" />
      {wordsOf(pair)}
    </button>
  )
}

function wordsOf({ role, partner, latency }: Pair): string {
  return t(role === 'request' ? 'pairRequest' : 'pairAnswer', timeSpan(latency), partner)
}
