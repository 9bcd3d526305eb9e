const focusable =
  ':is(input, select, textarea, button, summary, a[href], [tabindex], [contenteditable]):not([tabindex="-1"]:not([role="treeitem"]), :disabled)'

/** What of a list goes as one. */
const row = '[role="group"], li, tr'

/** What the focus does not leave as long as there is something in it. */
const part = '[role="tabpanel"], dialog, section, aside'

/**
 * Keeps the focus where it was when what had it goes or can do nothing any more, by what is done with it or by itself:
 * what is at its place then has it, or the one before.
 */
export function keepFocus(page: Document): void {
  const observer = new MutationObserver(() => handOn())
  let handOn = () => {}
  const leave = () => observer.disconnect()
  const hold = () => {
    leave()
    const focused = page.activeElement
    if (!focused || focused === page.body) return
    const findNext = placeOf(focused)
    handOn = () => {
      if (canHave(focused)) return
      leave()
      // Firefox leaves it at what is disabled.
      if (page.activeElement === page.body || page.activeElement === focused) findNext()
    }
    const attributeFilter = ['disabled', 'hidden']
    // Not what is in it: the rows of a log come and go.
    observer.observe(focused, { attributeFilter })
    for (let at = focused.parentElement; at; at = at.parentElement) {
      observer.observe(at, { attributeFilter, childList: true })
    }
  }
  for (const type of ['focusin', 'click']) page.addEventListener(type, hold, { capture: true })
  page.addEventListener('keydown', ({ key }) => (key === 'Delete' || key === 'Escape') && hold(), { capture: true })
  // Who presses elsewhere leaves it, also where nothing takes it.
  page.addEventListener('pointerdown', leave, { capture: true })
}

/** @returns what gives the focus to what is there later */
function placeOf(focused: Element): () => void {
  const page = focused.ownerDocument
  const all = [...page.querySelectorAll(focusable)]
  const before = all.slice(0, Math.max(0, all.indexOf(focused))).toReversed()
  const line = focused.closest(row)
  const list = line?.parentElement
  const index = line && list ? [...list.children].indexOf(line) : -1
  const around = focused.closest(part)
  const isNear = (element: Element) => around?.contains(element) ?? false
  return () => {
    const present = line?.isConnected ? undefined : list?.children[index]
    const inRow = present?.matches(row) ? present.querySelectorAll(focusable) : []
    const previous = before.find(canHave)
    const now = [...page.querySelectorAll(focusable)]
    const after = now.slice(previous ? now.indexOf(previous) + 1 : 0)
    ;[...inRow, ...after.filter(isNear), ...before.filter(isNear), ...after, ...before].find(takesFocus)
  }
}

function canHave(element: Element): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility()
}

function takesFocus(element: Element): boolean {
  if (!(element instanceof HTMLElement) || !canHave(element)) return false
  element.focus({ preventScroll: true })
  return element.ownerDocument.activeElement === element
}
