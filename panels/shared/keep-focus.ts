const focusable =
  ':is(input, select, textarea, button, summary, a[href], [tabindex], [contenteditable]):not([tabindex="-1"]:not([role="treeitem"]), :disabled)'

/** How long what was done may take to have its effect, in milliseconds. */
const patience = 5000

/**
 * Keeps the focus where it was when what had it is taken away by what is done with it, such as a row by its own button:
 * the next thing there has it then, or the one before.
 */
export function keepFocus(page: Document): void {
  let stop = () => {}
  const watch = () => {
    const focused = page.activeElement
    stop()
    if (!focused || focused === page.body) return
    const near = nearTo(focused, [...page.querySelectorAll(focusable)])
    const observer = new MutationObserver(() => {
      if (focused.isConnected) return
      stop()
      if (page.activeElement === page.body) near.find((element) => takesFocus(element))
    })
    observer.observe(page.body, { childList: true, subtree: true })
    const timer = setTimeout(() => observer.disconnect(), patience)
    stop = () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }
  page.addEventListener('click', watch, { capture: true })
  page.addEventListener('keydown', ({ key }) => (key === 'Delete' || key === 'Escape') && watch(), { capture: true })
}

/** What follows comes first, what is before it after that, the nearest first. */
function nearTo(focused: Element, all: readonly Element[]): readonly Element[] {
  const at = all.indexOf(focused)
  return at < 0 ? [] : [...all.slice(at + 1), ...all.slice(0, at).toReversed()]
}

function takesFocus(element: Element): boolean {
  if (!(element instanceof HTMLElement) || !element.isConnected || !element.checkVisibility()) return false
  element.focus({ preventScroll: true })
  return element.ownerDocument.activeElement === element
}
