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
  step(sequence: Sequence, index: number): void
  /** The steps of a sequence, which others are to take the place of. */
  steps(sequence: Sequence, title: string): void
  undo(): void
}

export function createRuleRemoval({ script: { script, write }, sequence, runs, stop }: Rules): RuleRemoval {
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
    step({ id, steps }, index) {
      sequence(id)((present) => ({ ...present, steps: present.steps.toSpliced(index, 1) }))
      make({
        text: t('profileDeleted', t('stepNumber', index + 1)),
        restored: withSteps(id, (later) => later.toSpliced(index, 0, ...steps.slice(index, index + 1))),
      })
    },
    steps({ id, steps }, title) {
      if (steps.length > 0) make({ text: t('stepsReplaced', title), restored: withSteps(id, () => steps) })
    },
    undo() {
      const given = take()
      const present = script.peek()
      if (given && present) void write(given.restored(present))
    },
  }
}

/** Changes the steps of one of the sequences there are by then. */
function withSteps(id: string, next: (steps: Sequence['steps']) => Sequence['steps']): Removed['restored'] {
  return ({ sequences }) => ({
    sequences: sequences.map((one) => (one.id === id ? { ...one, steps: next(one.steps) } : one)),
  })
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
