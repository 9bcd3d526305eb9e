import { openDialog } from '../../shared/open-dialog.ts'
/** What keys ask of the panel as a whole. */
export interface PanelActions {
  newConnection(): void
  newFolder(): void
  showKeyboardMap(): void
  searchProfiles(): void
}

/** What keys ask of the search in the log. */
export interface FindActions {
  open(): void
  /** Opens it, too. */
  step(direction: 'next' | 'previous'): void
}

/** The parts of the panel that F6 goes through, in the order they are seen. */
const panes = ['.toolbar', '.sidebar', '.connection-bar', '.settings-pane', '.message-log']

const focusable =
  ':is(input, select, textarea, button, summary, [tabindex], [contenteditable]):not([tabindex="-1"], :disabled)'

/** @returns what takes the keys pressed anywhere in the panel, unless they were taken already */
export function panelKeys(actions: PanelActions): (event: KeyboardEvent) => void {
  // By their place on the keyboard: Alt makes other characters of them on a Mac.
  const withAlt: Readonly<Record<string, () => void>> = {
    KeyN() {
      // What is being written is kept as it is left, and is that of the profile which is still selected.
      document.querySelector<HTMLElement>(':focus')?.blur()
      actions.newConnection()
    },
    KeyP: actions.searchProfiles,
    KeyU: () => focusOn('.url-input'),
    KeyF: () => focusOn('.message-log input[type="search"]'),
    KeyM: showComposer,
  }
  return (event) => {
    if (event.defaultPrevented || event.isComposing || openDialog()) return
    const action = actionOf(event)
    if (!action) return
    event.preventDefault()
    action()
  }

  function actionOf(event: KeyboardEvent): (() => void) | undefined {
    const { altKey, ctrlKey, metaKey, shiftKey, key, code } = event
    if (ctrlKey || metaKey) return undefined
    if (altKey && shiftKey) return code === 'KeyN' ? actions.newFolder : undefined
    if (altKey) return withAlt[code]
    if (key === 'F6') return () => goToPane(shiftKey ? -1 : 1)
    return key === '?' && !isWritten(event.target) ? actions.showKeyboardMap : undefined
  }
}

/**
 * @returns what takes the keys that look for something in the log; to be asked before all others, as the developer tools
 * have a search of their own
 */
export function findKeys(actions: FindActions): (event: KeyboardEvent) => void {
  return (event) => {
    const { key, altKey, shiftKey } = event
    const isCommand = event.ctrlKey || event.metaKey
    const isStep = isCommand ? key.toLowerCase() === 'g' : key === 'F3'
    const isOpen = isCommand && !shiftKey && key.toLowerCase() === 'f'
    const isElsewhere = event.target instanceof Element && event.target.closest('.cm-editor, dialog') !== null
    if ((!isStep && !isOpen) || altKey || isElsewhere || !document.querySelector('.message-log')) return
    event.preventDefault()
    event.stopPropagation()
    if (isStep) return actions.step(shiftKey ? 'previous' : 'next')
    actions.open()
    requestAnimationFrame(() => focusOn('.find-bar input'))
  }
}

export function showMessageTab(): void {
  document.querySelector<HTMLElement>('.settings [role="tab"]')?.click()
}

/** Shows the composer and puts the focus in the message. */
export function showComposer(): void {
  showMessageTab()
  // When the tab has been drawn.
  requestAnimationFrame(() => focusOn('.settings :is(textarea, [role="textbox"])'))
}

function goToPane(step: 1 | -1): void {
  const present = panes.flatMap((pane) => document.querySelector<HTMLElement>(pane) ?? [])
  const at = present.findIndex((pane) => pane.contains(document.activeElement))
  const next = present.at((at < 0 && step < 0 ? 0 : at + step) % present.length)
  const first = [...(next?.querySelectorAll<HTMLElement>(focusable) ?? [])].find((element) => element.checkVisibility())
  first?.focus()
}

function focusOn(selector: string): void {
  const element = document.querySelector<HTMLElement>(selector)
  element?.focus()
  if (element instanceof HTMLInputElement) element.select()
}

/** Whether a character goes into a text. */
export function isWritten(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}
