import type { ReadonlySignal } from '@preact/signals'
import type { Script } from '../../../src/core/script.ts'
import type { Sequence } from '../../../src/core/sequence.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import { t } from '../../shared/text.ts'
import type { Rules } from '../model/rules.ts'

interface Removed {
  /** Says what it was. */
  readonly text: string
  /** The part of a script with what was removed, as the script is by then. */
  readonly restored: (script: Script) => Partial<Script>
}

/** Takes triggers and sequences away, or steps for others, and brings the last ones back. */
export interface RuleRemoval extends Pick<Offer<Removed>, 'hold' | 'release' | 'dismiss'> {
  readonly removed: ReadonlySignal<Removed | undefined>
  trigger(id: string, title: string): void
  sequence(id: string, title: string): void
  /** The steps of a sequence, which others are to take the place of. */
  steps(sequence: Sequence, title: string): void
  undo(): void
}

export function createRuleRemoval({ script: { script, write }, runs, stop }: Rules): RuleRemoval {
  const { done, make, take, ...offer } = createOffer<Removed>()
  return {
    ...offer,
    removed: done,
    trigger(id, title) {
      const [left, withIt] = without(script.peek()?.triggers, id)
      void write({ triggers: left })
      make({ text: t('profileDeleted', title), restored: ({ triggers }) => ({ triggers: withIt(triggers) }) })
    },
    sequence(id, title) {
      const [left, withIt] = without(script.peek()?.sequences, id)
      // There will be nothing left to stop it with.
      if (runs.peek().get(id)?.state === 'running') void stop(id)
      void write({ sequences: left })
      make({ text: t('profileDeleted', title), restored: ({ sequences }) => ({ sequences: withIt(sequences) }) })
    },
    steps({ id, steps }, title) {
      if (steps.length === 0) return
      const withThem = (one: Sequence) => (one.id === id ? { ...one, steps } : one)
      make({
        text: t('stepsReplaced', title),
        restored: ({ sequences }) => ({ sequences: sequences.map(withThem) }),
      })
    },
    undo() {
      const given = take()
      const present = script.peek()
      if (given && present) void write(given.restored(present))
    },
  }
}

/** A list without one of its members, and what puts that back at its place in the list as it is by then. */
function without<Rule extends { readonly id: string }>(rules: readonly Rule[] = [], id: string) {
  const at = rules.findIndex((one) => one.id === id)
  const removed = rules.slice(at, at + 1)
  return [
    rules.filter((one) => !removed.includes(one)),
    (later: readonly Rule[]): readonly Rule[] => later.toSpliced(at, 0, ...removed),
  ] as const
}
