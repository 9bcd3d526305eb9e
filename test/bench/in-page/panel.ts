import { connectTo, until } from './rows.ts'
import { now } from './session.ts'

/** What a person at the panel feels while messages arrive. */
export interface Frames {
  /** Milliseconds from one animation frame to the next. */
  readonly gaps: number[]
  /** Milliseconds of tasks that took more than 50. */
  readonly longTasks: number[]
  /** From the connection to the last row on the screen. */
  readonly took: number
}

/** Connects to a flood in the inspector and watches the animation frames until the last row is there. */
export async function watchFrames(url: string, count: number): Promise<Frames> {
  const longTasks: number[] = []
  const observer = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  )
  if (PerformanceObserver.supportedEntryTypes.includes('longtask')) observer.observe({ entryTypes: ['longtask'] })
  await connectTo(url)
  const gaps: number[] = []
  const start = now()
  let last = performance.now()
  for (;;) {
    await nextFrame()
    const at = performance.now()
    gaps.push(at - last)
    last = at
    if (document.querySelector(`[data-seq="${count + 2}"]`)) break
    if (now() - start > 200_000) throw new Error('The last row did not come.')
  }
  const took = now() - start
  observer.disconnect()
  // The list is told how long it is some times a second only, and whoever jumps goes by that.
  await until(() => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) >= count + 2)
  return { gaps, longTasks, took }
}

/** Scrolls the list to random places. @returns milliseconds until the rows of each place were drawn. */
export async function jump(times: number): Promise<number[]> {
  const grid = await until(() => document.querySelector<HTMLElement>('[role=grid]'))
  const took: number[] = []
  for (let index = 0; index < times; index++) {
    const share = ((index * 0.618_034) % 1) * 0.98 + 0.01
    const start = performance.now()
    grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight)
    const expected = Math.floor(share * (Number(grid.getAttribute('aria-rowcount')) - 1))
    for (;;) {
      await nextFrame()
      if (shows(grid, expected)) break
      if (performance.now() - start > 5000) throw new Error(`Row ${expected} did not come.`)
    }
    took.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return took
}

/** Whether the rows around an index are there, and they are drawn where they are seen. */
function shows(grid: HTMLElement, index: number): boolean {
  const indices = [...grid.querySelectorAll('[data-seq]')].map((row) => Number(row.getAttribute('aria-rowindex')))
  return indices.length > 5 && Math.min(...indices) - 60 <= index && index <= Math.max(...indices) + 60
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}

export interface FilterTimes {
  /** Milliseconds from the input to the first count of hits, and to the whole log being looked through. */
  readonly first: number
  readonly whole: number
  readonly hits: number
}

/**
 * Filters the log by a text, as typing does at its end, and takes the filter away again. The pause after typing is included.
 * @param lead milliseconds from the click into the field to the text; absent where there is no click
 */
export async function filterLog(text: string, lead?: number): Promise<FilterTimes> {
  const grid = await until(() => document.querySelector<HTMLElement>('[role=grid]'))
  grid.scrollTop = grid.scrollHeight
  const rows = () => Number(grid.getAttribute('aria-rowcount'))
  await until(() => shows(grid, rows() - 1), nextFrame)
  const all = rows()
  if (lead !== undefined) {
    filterField().focus()
    await new Promise((resolve) => setTimeout(resolve, lead))
  }
  const start = performance.now()
  typeFilter(text)
  await framesUntil(() => rows() < all && rows() > 0)
  const first = performance.now() - start
  await framesUntil(() => !countText().includes('searched'))
  const whole = performance.now() - start
  const hits = rows()
  typeFilter('')
  await until(() => rows() === all)
  return { first, whole, hits }
}

/**
 * Types a text that only few messages have into the filter, a key every 60 ms, and takes it away again.
 * @returns milliseconds from the last key to the first frame with nothing but messages that have all of it
 */
export async function typeFilterKeys(text: string): Promise<number> {
  const grid = await until(() => document.querySelector<HTMLElement>('[role=grid]'))
  const all = grid.getAttribute('aria-rowcount')
  for (let length = 1; length < text.length; length++) {
    typeFilter(text.slice(0, length))
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  const start = performance.now()
  typeFilter(text)
  await framesUntil(() => {
    const rows = [...grid.querySelectorAll('[data-seq]')]
    return rows.length > 0 && rows.every((row) => row.textContent?.includes(text))
  })
  const took = performance.now() - start
  typeFilter('')
  await until(() => grid.getAttribute('aria-rowcount') === all)
  return took
}

async function framesUntil(condition: () => boolean): Promise<void> {
  await until(condition, nextFrame)
}

/** By its name: the profiles have a search field, too. */
function filterField(): HTMLInputElement {
  const field = document.querySelector<HTMLInputElement>('input[type=search][aria-label="Filter messages"]')
  if (!field) throw new Error('There is no filter.')
  return field
}

function typeFilter(text: string): void {
  const field = filterField()
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function countText(): string {
  return document.querySelector('.entry-count')?.textContent ?? ''
}
