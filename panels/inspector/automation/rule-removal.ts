import type { ReadonlySignal } from '@preact/signals'
import type { Script } from '../../../src/core/script.ts'
import { createOffer, type Offer } from '../../shared/offer.ts'
import type { ProfileScript } from '../../shared/profile-script.ts'

interface Removed {
  readonly title: string
  /** The part of a script with what was removed, as the script is by then. */
  readonly restored: (script: Script) => Partial<Script>
}

/** Takes triggers and sequences away, and brings the last one back. */
export interface RuleRemoval extends Pick<Offer<Removed>, 'hold' | 'release' | 'dismiss'> {
  readonly removed: ReadonlySignal<Removed | undefined>
  trigger(id: string, title: string): void
  sequence(id: string, title: string): void
  undo(): void
}

export function createRuleRemoval({ script, write }: ProfileScript): RuleRemoval {
  const { done, make, take, ...offer } = createOffer<Removed>()
  return {
    ...offer,
    removed: done,
    trigger(id, title) {
      const [left, withIt] = without(script.peek()?.triggers, id)
      void write({ triggers: left })
      make({ title, restored: ({ triggers }) => ({ triggers: withIt(triggers) }) })
    },
    sequence(id, title) {
      const [left, withIt] = without(script.peek()?.sequences, id)
      void write({ sequences: left })
      make({ title, restored: ({ sequences }) => ({ sequences: withIt(sequences) }) })
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
