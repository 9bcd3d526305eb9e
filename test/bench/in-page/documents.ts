import { findElement } from '../../e2e/support/finder.ts'
import { readLog } from './read-log.ts'
import { connectTo, until } from './rows.ts'

export interface DocumentTimes {
  /** Milliseconds from the click on its row to the animation frame with the values in it. */
  readonly opened: number[]
  /** Milliseconds that the browser's own `JSON.parse` takes for the same text. */
  readonly parsed: number[]
}

/**
 * Receives a JSON document in the inspector and shows it as a tree, several times; the first time, which loads what shows
 * details, is not counted.
 */
export async function openDocument(url: string, times: number): Promise<DocumentTimes> {
  const logId = await connectTo(url)
  const row = await until(() => document.querySelector<HTMLElement>('[data-type="message"]'))
  row.click()
  ;(await until(() => findElement('tab', 'Tree'))).click()
  await until(isShown)
  const opened: number[] = []
  for (let time = 0; time < times; time++) {
    ;(await until(() => findElement('button', 'Close detail'))).click()
    await until(() => !isShown())
    const start = performance.now()
    row.click()
    while (!isShown()) await new Promise(requestAnimationFrame)
    opened.push(performance.now() - start)
  }
  return { opened, parsed: await parseMessages(logId, times) }
}

async function parseMessages(logId: string, times: number): Promise<number[]> {
  const took: number[] = []
  for await (const entry of readLog(logId)) {
    if (entry.type !== 'message' || typeof entry.data !== 'string') continue
    for (let time = 0; time < times; time++) {
      const start = performance.now()
      JSON.parse(entry.data)
      took.push(performance.now() - start)
    }
  }
  return took
}

function isShown(): boolean {
  return document.querySelector('[role=treeitem][aria-level="2"][aria-posinset]') !== null
}

/** Scrolls the tree, all of which is open, by a page in each frame. @returns milliseconds from frame to frame */
export async function scrollTree(frames: number): Promise<number[]> {
  ;(await until(() => findElement('button', 'Expand all'))).click()
  const tree = await until(() => findElement('tree', 'Tree'))
  await until(() => tree.scrollHeight > 1_000_000)
  const gaps: number[] = []
  let last = performance.now()
  for (let frame = 0; frame < frames; frame++) {
    tree.dispatchEvent(new WheelEvent('wheel', { deltaY: tree.clientHeight, cancelable: true, bubbles: true }))
    await new Promise(requestAnimationFrame)
    const at = performance.now()
    gaps.push(at - last)
    last = at
  }
  return gaps
}
