import { findElement } from '../../e2e/support/finder.ts'
import type { CountTask } from './bare.ts'
import { filterLog } from './panel.ts'
import { until } from './rows.ts'
import { receive } from './switchboard.ts'

// What is done with all of a long log that is open in the inspector. Nothing here waits without an end.

export interface FilteredReceive {
  /** Milliseconds that a flood took with nothing beside it, and while filters ran. */
  readonly alone: number
  readonly filtered: number
  /** How often all of the log was filtered meanwhile. */
  readonly filters: number
}

/**
 * Logs a flood on a connection of its own while the log that is shown is filtered over and over: in turns with none, and
 * in one page, as a browser gives a page that is not seen hardly any time.
 */
export async function receiveWhileFiltering(task: CountTask, text: string, rounds: number): Promise<FilteredReceive> {
  await receive(task)
  let [alone, filtered, filters] = [0, 0, 0]
  for (let round = 0; round < rounds; round++) {
    alone += await timeOf(task)
    let isReceiving = true
    const filtering = (async () => {
      for (; isReceiving; filters++) await filterLog(text)
    })()
    filtered += await timeOf(task).finally(() => {
      isReceiving = false
    })
    await filtering
  }
  return { alone, filtered, filters }
}

async function timeOf(task: CountTask): Promise<number> {
  const { opened, ended } = await receive(task)
  return ended - opened
}

export interface FindTimes {
  /** Milliseconds from the input to the first words about hits, and to the whole log being looked through. */
  readonly first: number
  readonly whole: number
  /** What is said of the hits. */
  readonly words: string
}

/** Looks for a text in the log that is shown, and closes the search. */
export async function findInLog(text: string): Promise<FindTimes> {
  const grid = await until(() => document.querySelector<HTMLElement>('[role=grid]'))
  grid.focus()
  grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true, cancelable: true }))
  const field = await until(() => findElement('searchbox', 'Find') as HTMLInputElement | null)
  const words = () => document.querySelector('.find-count')?.textContent ?? ''
  const start = performance.now()
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await until(() => /[1-9]/.test(words()), nextFrame)
  const first = performance.now() - start
  await until(() => !document.querySelector('.find-bar progress'), nextFrame)
  const times = { first, whole: performance.now() - start, words: words() }
  findElement('button', 'Close search')?.click()
  return times
}

export interface ExportTimes {
  readonly took: number
  readonly bytes: number
}

/** Exports the log that is shown as a person would, to a file of the page's own in place of one that is chosen. */
export async function exportWhole(format: 'har' | 'ndjson' | 'csv', most: number): Promise<ExportTimes> {
  const root = await navigator.storage.getDirectory()
  const file = await root.getFileHandle('exported', { create: true })
  Object.assign(globalThis, { showSaveFilePicker: async () => file })
  ;(await until(() => findElement('button', 'Export log'))).click()
  const choice = await until(() => findElement('combobox', 'Format') as HTMLSelectElement | null)
  choice.value = format
  choice.dispatchEvent(new Event('change', { bubbles: true }))
  const save = await until(() => findElement('button', 'Save file'))
  const start = performance.now()
  save.click()
  const status = await until(() => findElement('status', 'Progress'))
  const isDone = () => / written\.$/.test(status.textContent ?? '')
  // What is said of the export before stands until this one begins.
  await until(() => !isDone(), nextFrame)
  await until(isDone, pause, most)
  const took = performance.now() - start
  const { size } = await file.getFile()
  ;(await until(() => findElement('button', 'Close'))).click()
  await root.removeEntry('exported')
  return { took, bytes: size }
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}

function pause(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}
