import { computeAccessibleName, getRole } from 'dom-accessibility-api'

// Runs inside the pages under test: finds elements the way a screen reader names them.

/** What a test may want to know of an element. */
export interface ElementFacts {
  readonly text: string
  readonly value: string
  readonly attributes: Readonly<Record<string, string>>
  readonly disabled: boolean
  readonly focused: boolean
}

/** The visible element with a role and a name; the name may be the start of the whole one, ended by `…`. */
export function findElement(role: string, name: string): HTMLElement | null {
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (getRole(element) === role && element.checkVisibility() && isNamed(element, name)) return element
  }
  return null
}

/** The same once it can be used: what is switched off takes no click and no text. */
export function findUsable(role: string, name: string): HTMLElement | null {
  const element = findElement(role, name)
  return element?.matches(':disabled') ? null : element
}

export function factsOf(element: HTMLElement | null): ElementFacts | null {
  if (!element) return null
  const value = 'value' in element ? String(element.value) : ''
  const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))
  return {
    text: element.innerText.trim(),
    value,
    attributes,
    disabled: 'disabled' in element && element.disabled === true,
    focused: document.activeElement === element,
  }
}

/** Puts the focus into a text field and selects all of it, so that what is typed next replaces it. */
export function selectText(element: HTMLElement | null): void {
  if (element?.isContentEditable) {
    element.focus()
    getSelection()?.selectAllChildren(element)
    // An editor is told of a selection a moment later only; drawn anew before that, it would put its own back.
    document.dispatchEvent(new Event('selectionchange'))
    return
  }
  if (!(element instanceof HTMLInputElement) && !(element instanceof HTMLTextAreaElement)) {
    throw new TypeError('There is no such text field.')
  }
  element.focus()
  element.select()
}

function isNamed(element: HTMLElement, name: string): boolean {
  const computed = computeAccessibleName(element)
  return name.endsWith('…') ? computed.startsWith(name.slice(0, -1)) : computed === name
}
