import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { InspectorModel } from '../model/inspector-model.ts'

type Tab = ComponentType<{ model: InspectorModel }>

/** The rules, loaded when somebody looks at them: what compiles JSON paths is not for every start. */
export function LazyRulesTab({ model }: { model: InspectorModel }) {
  const loaded = useSignal<{ Tab: Tab } | undefined>(undefined)
  useEffect(() => {
    void import('./rules-tab.tsx').then(({ RulesTab }) => {
      loaded.value = { Tab: RulesTab }
    })
  }, [loaded])
  const Tab = loaded.value?.Tab
  return Tab ? <Tab model={model} /> : null
}
