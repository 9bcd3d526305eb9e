import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** Gives a field the focus as it appears or is `wanted`. After the paint would be too late for a key pressed in between. */
export function useTakenFocus(field: RefObject<HTMLInputElement | null>, wanted = true): void {
  useLayoutEffect(() => {
    if (wanted) field.current?.focus()
  }, [wanted])
}

/** The same, with all that it says selected: the first key replaces it. */
export function useTakenSelection(field: RefObject<HTMLInputElement | null>): void {
  useTakenFocus(field)
  useLayoutEffect(() => field.current?.select(), [])
}
