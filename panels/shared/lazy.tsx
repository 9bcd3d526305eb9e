import { signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { t } from './text.ts'

/** A component in a chunk of its own, so that the first paint need not wait for it. */
export type Lazy<Props> = FunctionComponent<Props> & {
  /** Fetches it before anyone looks; a failure is told where it is shown. */
  load(): Promise<void>
}

/** @param fetch an `import()` of the component */
export function lazy<Props extends object>(fetch: () => Promise<FunctionComponent<Props>>): Lazy<Props> {
  const part = signal<{ readonly Loaded: FunctionComponent<Props> } | 'failed' | undefined>()
  let loading: Promise<void> | undefined

  const load = () => {
    loading ??= fetch().then(
      (Loaded) => {
        part.value = { Loaded }
      },
      () => {
        part.value = 'failed'
        loading = undefined
      },
    )
    return loading
  }

  function Part(props: Props) {
    useEffect(() => void load(), [])
    // What fails is a page of an extension that was updated meanwhile: its chunks are gone.
    if (part.value === 'failed') return <p role="alert">{t('partNotLoaded')}</p>
    return part.value ? <part.value.Loaded {...props} /> : null
  }
  return Object.assign(Part, { load })
}
