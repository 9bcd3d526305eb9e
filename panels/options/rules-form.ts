import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Refusal } from '../../src/core/result.ts'
import type { UserRules } from '../../src/core/user-rules.ts'
import type { Session } from '../shared/session.ts'

/** The rules as they stand in the fields: lists one pattern a line, numbers as typed. */
export interface RulesDraft {
  readonly onlyListed: boolean
  readonly allowedUrls: string
  readonly blockedUrls: string
  readonly requireSecure: boolean
  readonly allowInsecureLoopback: boolean
  readonly auditMessages: boolean
  readonly maxConnections: string
  readonly maxMessageBytes: string
}

export interface RulesForm {
  /** Nothing until the background has told the rules. */
  readonly draft: ReadonlySignal<RulesDraft | undefined>
  /** Why the stored rules cannot be read, if so; saving puts new ones in their place. */
  readonly fault: ReadonlySignal<string | undefined>
  readonly refusal: ReadonlySignal<Refusal | undefined>
  readonly saved: ReadonlySignal<boolean>
  edit(change: Partial<RulesDraft>): void
  save(): Promise<void>
}

export function useRulesForm(call: Session['call']): RulesForm {
  const stored = useSignal<UserRules | undefined>(undefined)
  const draft = useSignal<RulesDraft | undefined>(undefined)
  const fault = useSignal<string | undefined>(undefined)
  const refusal = useSignal<Refusal | undefined>(undefined)
  const saved = useSignal(false)
  useEffect(() => {
    void call('rules.read', {}).then((result) => {
      if (!result.ok) return
      stored.value = result.value.rules
      draft.value = draftOf(result.value.rules)
      fault.value = result.value.fault
    })
  }, [])

  return {
    draft,
    fault,
    refusal,
    saved,
    edit(change) {
      if (draft.value) draft.value = { ...draft.value, ...change }
      saved.value = false
    },
    async save() {
      if (!draft.value || !stored.value) return
      const rules = rulesOf(draft.value, stored.value)
      const result = await call('rules.write', rules)
      refusal.value = result.ok ? undefined : result.refusal
      saved.value = result.ok
      if (!result.ok) return
      stored.value = rules
      fault.value = undefined
    },
  }
}

function draftOf({ onlyListed, rules }: UserRules): RulesDraft {
  return {
    onlyListed,
    allowedUrls: (rules.allowedUrls ?? []).join('\n'),
    blockedUrls: (rules.blockedUrls ?? []).join('\n'),
    requireSecure: rules.requireSecure ?? false,
    allowInsecureLoopback: rules.allowInsecureLoopback ?? false,
    auditMessages: rules.auditMessages ?? false,
    maxConnections: String(rules.maxConnections ?? ''),
    maxMessageBytes: String(rules.maxMessageBytes ?? ''),
  }
}

/** Rules that have no field, such as those put there by an import, stay as they are. */
function rulesOf(draft: RulesDraft, { rules }: UserRules): UserRules {
  const { maxConnections: _count, maxMessageBytes: _size, ...others } = rules
  const { onlyListed, requireSecure, allowInsecureLoopback, auditMessages } = draft
  return {
    onlyListed,
    rules: {
      ...others,
      allowedUrls: lines(draft.allowedUrls),
      blockedUrls: lines(draft.blockedUrls),
      requireSecure,
      allowInsecureLoopback,
      auditMessages,
      ...(draft.maxConnections === '' ? {} : { maxConnections: Number(draft.maxConnections) }),
      ...(draft.maxMessageBytes === '' ? {} : { maxMessageBytes: Number(draft.maxMessageBytes) }),
    },
  }
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
