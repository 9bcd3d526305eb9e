import { useEffect } from 'preact/hooks'
import { openDialog } from '../../shared/open-dialog.ts'
import { isWritten } from '../keyboard/panel-keys.ts'
import type { InspectorModel } from '../model/inspector-model.ts'

/** What keyboards of a Mac write with Alt and a digit, and JSON or code cannot do without. */
const needed = /^[[\]{}|\\@~#]$/

/** Alt and a digit send the saved message that has it, wherever the focus is. */
export function useMessageShortcuts({ saved }: InspectorModel): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // By the key's place: with Alt some layouts write another character.
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1]
      if (digit === undefined || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (needed.test(event.key) && isWritten(event.target)) return
      if (openDialog()) return
      const message = saved.byShortcut(Number(digit))
      if (!message) return
      event.preventDefault()
      // One that is held down sends once.
      if (!event.repeat) void saved.send(message)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [saved])
}
