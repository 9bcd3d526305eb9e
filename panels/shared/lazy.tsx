import { signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { RefusalAlert } from './alert.tsx'
import { t } from './text.ts'

/** A component in a chunk of its own, so that the first paint need not wait for it. */
export type Lazy<Props> = FunctionComponent<Props> & {
  /** Fetches it before anyone looks; a failure is told where it is shown. */
  load(): Promise<void>
}

type Fetched<Props> = { readonly Loaded: FunctionComponent<Props> } | { readonly failure: string }

/** @param fetch an `import()` of the component */
export function lazy<Props extends object>(fetch: () => Promise<FunctionComponent<Props>>): Lazy<Props> {
  const part = signal<Fetched<Props> | undefined>()
  let loading: Promise<void> | undefined

  const load = () => {
    loading ??= fetch().then(
      (Loaded) => {
        part.value = { Loaded }
      },
      (error: unknown) => {
        part.value = { failure: String(error) }
        loading = undefined
      },
    )
    return loading
  }

  function Part(props: Props) {
    useEffect(() => void load(), [])
    const fetched = part.value
    if (!fetched) return null
    return 'Loaded' in fetched ? <fetched.Loaded {...props} /> : <NotLoaded failure={fetched.failure} onRetry={load} />
  }
  return Object.assign(Part, { load })
}

/** A browser may keep that a chunk failed as long as the page is there, and that of an old version is gone for good. */
function NotLoaded({ failure, onRetry }: { failure: string; onRetry: () => void }) {
  return (
    <RefusalAlert refusal={{ code: 'failed', message: t('partNotLoaded', failure) }}>
      <span class="lazy-ways">
        <button type="button" onClick={onRetry}>
          {t('tryAgain')}
        </button>
        <button type="button" onClick={() => location.reload()}>
          {t('reloadPanel')}
        </button>
      </span>
    </RefusalAlert>
  )
}
