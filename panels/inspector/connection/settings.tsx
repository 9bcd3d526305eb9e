import { useSignal } from '@preact/signals'
import type { TargetedKeyboardEvent } from 'preact'
import { useId } from 'preact/hooks'
import { type TextKey, t } from '../../shared/text.ts'
import type { InspectorModel } from '../model/inspector-model.ts'
import { MessageTab } from './message-tab.tsx'
import { OptionsTab } from './options-tab.tsx'

const tabs = [
  ['message', 'tabMessage', MessageTab],
  ['options', 'tabOptions', OptionsTab],
] as const satisfies readonly (readonly [string, TextKey, unknown])[]

/** What is sent and how, a tab for each concern. */
export function Settings({ model }: { model: InspectorModel }) {
  const shown = useSignal<number>(0)
  const id = useId()
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    shown.value = (shown.value + step) % tabs.length
    const next = event.currentTarget.children[shown.value]
    if (next instanceof HTMLElement) next.focus()
  }
  const Content = (tabs[shown.value] ?? tabs[0])[2]
  return (
    <section class="settings">
      <div class="tabs" role="tablist" aria-label={t('connectionSettings')} onKeyDown={onKeyDown}>
        {tabs.map(([name, title], index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={index === shown.value}
            aria-controls={`${id}-panel`}
            tabIndex={index === shown.value ? 0 : -1}
            onClick={() => {
              shown.value = index
            }}
          >
            {t(title)}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[shown.value]?.[0]}`}>
        <Content model={model} />
      </div>
    </section>
  )
}
