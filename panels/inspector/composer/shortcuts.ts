import { useEffect } from 'preact/hooks'
import type { InspectorModel } from '../model/inspector-model.ts'

/** Alt and a digit send the saved message that has it, wherever the focus is. */
export function useMessageShortcuts({ saved }: InspectorModel): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // By the key's place: with Alt some layouts write another character.
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
      if (digit === undefined || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (saved.sendByShortcut(Number(digit))) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [saved])
}
