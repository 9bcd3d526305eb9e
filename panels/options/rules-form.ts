import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Refusal, refuse } from '../../src/core/result.ts'
import type { Session } from '../shared/session.ts'
import { t } from '../shared/text.ts'
import { draftOf, hasFaults, type RulesDraft, rulesOf } from './rules-draft.ts'

export interface RulesForm {
  /** Nothing until the background has told the rules. */
  readonly draft: ReadonlySignal<RulesDraft | undefined>
  /** Why the stored rules cannot be read, if so; saving puts new ones in their place. */
  readonly fault: ReadonlySignal<string | undefined>
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly saved: ReadonlySignal<boolean>
  /** Whether something is written that does not hold yet; the browser asks before it lets that go. */
  readonly isEdited: ReadonlySignal<boolean>
  /** Whether what is wrong in the fields is shown: from the first attempt to save it on. */
  readonly isChecked: ReadonlySignal<boolean>
  edit(change: Partial<RulesDraft>): void
  save(): Promise<void>
}

export function useRulesForm({ call, mirror }: Session): RulesForm {
  const held = useSignal<RulesDraft | undefined>(undefined)
  const edits = useSignal<Partial<RulesDraft>>({})
  const draft = useComputed(() => held.value && { ...held.value, ...edits.value })
  const fault = useSignal<string | undefined>(undefined)
  const refusal = useSignal<Refusal | undefined>(undefined)
  const saved = useSignal(false)
  const isChecked = useSignal(false)
  const isEdited = useComputed(() => Object.keys(edits.value).length > 0)
  // A backup that is restored brings rules, and so may another view; what is being written here stays, and that alone.
  const policy = mirror.policy.value
  useEffect(() => {
    void call('rules.read', {}).then((result) => {
      if (!result.ok) {
        refusal.value = result.refusal
        return
      }
      if (!held.value) refusal.value = undefined
      held.value = draftOf(result.value.rules)
      fault.value = result.value.fault
    })
  }, [call, policy, held, fault, refusal])

  const wouldBeLost = isEdited.value
  useEffect(() => {
    if (!wouldBeLost) return
    const ask = (event: Event) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [wouldBeLost])

  return {
    draft,
    fault,
    refusal,
    saved,
    isEdited,
    isChecked,
    edit(change) {
      edits.value = { ...edits.value, ...change }
      refusal.value = undefined
      saved.value = false
    },
    async save() {
      const [written, upTo] = [draft.value, edits.value]
      if (!written) return
      isChecked.value = hasFaults(written)
      if (isChecked.value) {
        refusal.value = refuse('invalid-arguments', t('rulesFaulty')).refusal
        return
      }
      const result = await call('rules.write', rulesOf(written))
      if (result.ok) fault.value = undefined
      // What was typed meanwhile does not hold yet.
      if (edits.value !== upTo) return
      refusal.value = result.ok ? undefined : result.refusal
      saved.value = result.ok
      if (!result.ok) return
      held.value = written
      edits.value = {}
    },
  }
}
