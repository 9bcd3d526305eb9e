import { signal } from '@preact/signals'
import type { InspectorModel } from '../model/inspector-model.ts'

type OtherTabs = typeof import('./other-tabs.ts')

const loaded = signal<OtherTabs | undefined>()

/** Loads what is behind the other tabs: it must not hold up the first paint, and be there when one is picked. */
export async function loadTabs(): Promise<void> {
  loaded.value = await import('./other-tabs.ts')
}

/** A tab whose content is loaded; nothing until it is there. */
export function lazyTab(name: keyof OtherTabs) {
  return function LazyTab({ model }: { model: InspectorModel }) {
    const Tab = loaded.value?.[name]
    if (Tab) return <Tab model={model} />
    void loadTabs()
    return null
  }
}
