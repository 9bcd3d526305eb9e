import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { idPlaces, noPairing, type Pair, type PairingRules } from '../../../src/core/pairing.ts'
import type { Profile } from '../../../src/core/profile.ts'
import type { RowSummary } from '../../../src/log/row-summary.ts'
import type { LogView } from './log-view.ts'

/** Which of the messages that are seen belong together. */
export interface LogPairs {
  /** By the sequence number of the message. */
  readonly known: ReadonlySignal<ReadonlyMap<number, Pair>>
  /** Goes from a request to its answer, or back. */
  follow(seq: number): Promise<void>
}

export interface LogPairsContext {
  readonly log: Pick<LogView, 'feed' | 'size' | 'picked' | 'pick' | 'ask' | 'goTo'>
  readonly profile: ReadonlySignal<Profile | undefined>
}

/** Milliseconds from one look to the next, while rows pour in. */
const pause = 200

export function createLogPairs({ log, profile }: LogPairsContext): LogPairs {
  const known = signal<ReadonlyMap<number, Pair>>(new Map())
  const rules = computed<PairingRules>(() => profile.value?.pairing ?? noPairing)
  const isOn = computed(() => idPlaces(rules.value) !== undefined)
  let state: 'idle' | 'asking' | 'again' = 'idle'

  const wanted = () => {
    const rows = log.feed.shown.peek().rows.filter((row): row is RowSummary => row?.type === 'message')
    const picked = log.picked.peek()
    return [...new Set([...rows.map(({ seq }) => seq), ...(picked ? [picked.seq] : [])])].sort((a, b) => a - b)
  }

  const look = async () => {
    state = 'asking'
    const seqs = wanted()
    const pairs = seqs.length > 0 ? await log.ask((opened) => opened.pairs(seqs, rules.peek())).catch(() => []) : []
    const found = new Map(pairs?.map((pair) => [pair.seq, pair]))
    if (isOn.peek() && !isSame(found, known.peek())) known.value = found
    setTimeout(() => {
      const isMore = state === 'again'
      state = 'idle'
      if (isMore) void look()
    }, pause)
  }

  effect(() => {
    // An answer may come to a row that is seen without another row being seen.
    void [log.feed.shown.value, log.picked.value, rules.value, log.size.value.total]
    if (!isOn.value) {
      if (known.peek().size > 0) known.value = new Map()
      return
    }
    if (state === 'idle') void look()
    else state = 'again'
  })

  return {
    known,
    async follow(seq) {
      const pairs = await log.ask((opened) => opened.pairs([seq], rules.peek()))
      const partner = pairs?.[0]?.partner
      // What the filter leaves out of the list can be read all the same.
      if (partner !== undefined && !(await log.goTo(partner))) await log.pick(partner)
    },
  }
}

function isSame(one: ReadonlyMap<number, Pair>, other: ReadonlyMap<number, Pair>): boolean {
  return one.size === other.size && [...one].every(([seq, { partner }]) => other.get(seq)?.partner === partner)
}
