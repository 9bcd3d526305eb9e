import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): ReadonlySignal<boolean> {
  const holds = useSignal(matchMedia(query).matches)
  useLayoutEffect(() => {
    const list = matchMedia(query)
    const update = () => {
      holds.value = list.matches
    }
    update()
    list.addEventListener('change', update)
    return () => list.removeEventListener('change', update)
  }, [query, holds])
  return holds
}
