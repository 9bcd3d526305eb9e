import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { IconButton } from '../../shared/controls.tsx'
import { Icon } from '../../shared/icons.tsx'
import { t } from '../../shared/text.ts'

interface RuleHeadProps {
  readonly title: string
  readonly summary: string
  readonly isOpen: Signal<boolean>
  readonly onRemove: () => void
  /** What comes before the title, and after it. */
  readonly before?: ComponentChildren
  readonly children?: ComponentChildren
}

/** A rule in one line; it unfolds to be edited. */
export function RuleHead({ title, summary, isOpen, onRemove, before, children }: RuleHeadProps) {
  return (
    <div class="rule-head">
      {before}
      <button
        type="button"
        class="rule-title"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
      >
        <Icon name="expand" />
        <span>
          <strong>{title}</strong> <span class="faint">{summary}</span>
        </span>
      </button>
      {children}
      <IconButton icon="trash" label={t('removeRule', title)} onClick={onRemove} />
    </div>
  )
}
