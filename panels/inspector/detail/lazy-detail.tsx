import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import type { LogEntry } from '../../../src/core/log-entry.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

interface DetailProps {
  readonly model: InspectorModel
  readonly entry: LogEntry
}

/** The detail of an entry, loaded when the first one is picked. */
export function LazyDetail({ model, entry }: DetailProps) {
  const loaded = useSignal<{ Detail: ComponentType<DetailProps> } | undefined>(undefined)
  useEffect(() => {
    void import('./message-detail.tsx').then(({ MessageDetail }) => {
      loaded.value = { Detail: MessageDetail }
    })
  }, [loaded])
  const Detail = loaded.value?.Detail
  return Detail ? <Detail key={entry.seq} model={model} entry={entry} /> : null
}
