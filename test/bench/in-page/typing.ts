import { findElement } from '../../e2e/support/finder.ts'
import { until } from './rows.ts'

/** Where to click, in pixels of the page. */
export interface Place {
  readonly x: number
  readonly y: number
}

export type Layout = 'lines' | 'one-line'

/** Milliseconds from one animation frame to the next. */
type Gaps = number[]

/** Makes a profile. @returns where its message is written */
export async function composerPlace(): Promise<Place> {
  ;(await until(() => findElement('button', 'New connection'))).click()
  const field = await until(() => findElement('textbox', 'Message'))
  const { x, y, width, height } = field.getBoundingClientRect()
  return { x: x + width / 2, y: y + height / 2 }
}

/** Puts a document of about a million bytes into the editor, and the caret into its middle. */
export async function fillEditor(layout: Layout): Promise<number> {
  const editor = await until(() => {
    const found = findElement('textbox', 'Message')
    return found?.isContentEditable ? (found as HTMLElement & { value: string }) : undefined
  })
  const items = Array.from({ length: 9_000 }, (_, id) => ({
    id,
    name: `Item ${id}`,
    price: id / 8,
    tags: ['new', 'blue'],
    on: true,
  }))
  const text = JSON.stringify({ items }, undefined, layout === 'lines' ? 2 : undefined).slice(0, 1_000_000)
  editor.value = text
  editor.focus()
  await new Promise((resolve) => setTimeout(resolve, 3000))
  const scroller = await until(() => editor.closest('.cm-scroller'))
  scroller.scrollTop = scroller.scrollHeight / 2
  await nextFrame()
  await nextFrame()
  const line = await until(() => caretLine(scroller))
  getSelection()?.collapse(line.firstChild ?? line, 0)
  return text.length
}

/** Watches the animation frames while keys are pressed, until none was for two seconds. */
export async function watchTyping(): Promise<Gaps> {
  const gaps: Gaps = []
  const begun = performance.now()
  let last = begun
  let lastKey = Number.POSITIVE_INFINITY
  document.addEventListener('keyup', () => {
    lastKey = performance.now()
  })
  while (last - lastKey < 2000) {
    await nextFrame()
    const at = performance.now()
    gaps.push(at - last)
    last = at
    if (at - begun > 60_000) throw new Error('The keys did not come to an end.')
  }
  return gaps
}

/** The line in the middle of what is seen. */
function caretLine(scroller: Element): Element | undefined {
  const { top, height } = scroller.getBoundingClientRect()
  const middle = top + height / 2
  const lines = [...scroller.querySelectorAll('.cm-line')]
  return lines.find((line) => line.getBoundingClientRect().bottom > middle) ?? lines.at(-1)
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}
