import { useSignal } from '@preact/signals'
import type { TargetedKeyboardEvent } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { HandshakeSettings } from '../../../src/core/handshake.ts'
import { hasFailed } from '../../shared/state-dot.tsx'
import { type TextKey, t } from '../../shared/text.ts'
import { MessageTab } from '../composer/message-tab.tsx'
import { useMessageShortcuts } from '../composer/shortcuts.ts'
import { AuthTab, HandshakeTab, HeadersTab, OptionsTab, ParametersTab, RulesTab } from '../lazy-parts.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

const tabs = [
  ['message', 'tabMessage', MessageTab],
  ['parameters', 'tabParameters', ParametersTab],
  ['auth', 'tabAuth', AuthTab],
  ['headers', 'tabHeaders', HeadersTab],
  ['options', 'tabOptions', OptionsTab],
  ['rules', 'tabRules', RulesTab],
  ['handshake', 'tabHandshake', HandshakeTab],
] as const satisfies readonly (readonly [string, TextKey, unknown])[]

type TabName = (typeof tabs)[number][0]

/** Shows at a glance that a tab has a part in the handshake, or in its refusal. */
function TabMark({ model, tab }: { model: InspectorModel; tab: TabName }) {
  const mark = markOf(model, tab)
  return mark && <span class={`tab-mark ${mark}`} aria-hidden="true" />
}

function markOf({ control, handshakeForm }: InspectorModel, tab: TabName): 'fault' | 'in-use' | undefined {
  // It can find out why.
  if (tab === 'handshake') return hasFailed(control.state.value) ? 'fault' : undefined
  if (tab !== 'auth' && tab !== 'headers') return undefined
  if (control.refusal.value?.field === tab) return 'fault'
  return isInUse(handshakeForm.settings.value, tab) ? 'in-use' : undefined
}

function isInUse(settings: HandshakeSettings | undefined, tab: 'auth' | 'headers'): boolean {
  if (!settings) return false
  const { auth, scope, headers, cookie, origin, userAgent } = settings
  if (tab === 'auth') return auth.type !== 'none' || scope !== 'none'
  return headers.some(({ enabled }) => enabled) || [cookie, origin, userAgent].some(({ change }) => change !== 'keep')
}

/** What is sent and how, a tab for each concern. */
export function Settings({ model }: { model: InspectorModel }) {
  const shown = useSignal<number>(0)
  useMessageShortcuts(model)
  const id = useId()
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const last = tabs.length - 1
    const target = { ArrowRight: shown.value + 1, ArrowLeft: shown.value + last, Home: 0, End: last }[event.key]
    if (target === undefined) return
    event.preventDefault()
    shown.value = target % tabs.length
    const next = event.currentTarget.children[shown.value]
    if (next instanceof HTMLElement) next.focus()
  }
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[shown.value]?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
  }, [shown.value])
  const Content = (tabs[shown.value] ?? tabs[0])[2]
  return (
    <section class="settings">
      <div ref={list} class="tabs" role="tablist" aria-label={t('connectionSettings')} onKeyDown={onKeyDown}>
        {tabs.map(([name, title], index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={index === shown.value}
            aria-controls={`${id}-panel`}
            tabIndex={index === shown.value ? 0 : -1}
            onClick={({ currentTarget }) => {
              shown.value = index
              // Of one at the edge only a part may have been seen.
              currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' })
            }}
          >
            {t(title)}
            <TabMark model={model} tab={name} />
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[shown.value]?.[0]}`}>
        <Content model={model} />
      </div>
    </section>
  )
}
