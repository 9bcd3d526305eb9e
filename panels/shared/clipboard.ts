import { openDialog } from './open-dialog.ts'

/**
 * Puts a text on the clipboard. Chromium denies the Clipboard API to DevTools panels by permissions policy; there the
 * older way works, from a click.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('aria-hidden', 'true')
  area.className = 'off-screen'
  // Behind an open dialog nothing can be selected.
  const place = openDialog() ?? document.body
  place.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return copied
}
