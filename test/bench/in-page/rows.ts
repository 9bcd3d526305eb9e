import { findElement } from '../../e2e/support/finder.ts'
import { readLog } from './read-log.ts'
import { now, openSession } from './session.ts'

export interface RowTimes {
  /** Milliseconds from a message's arrival to the frame in which its row, or a later one, was there. */
  readonly delays: number[]
  /** Rows that were never in the page: later ones took their place before the next frame. */
  readonly skipped: number
}

/** Opens a connection in the inspector, as a person would, and watches nothing. */
export async function connectUnwatched(url: string): Promise<void> {
  await connectTo(url)
  await until(() => document.querySelectorAll('[data-seq]').length >= 2)
}

/** Connects to a flood in the inspector and notes which rows are there in which frame. */
export async function watchRows(url: string, count: number): Promise<RowTimes> {
  const seen = new Map<number, number>()
  const stop = noteRows(seen)
  const logId = await connectTo(url)
  await until(() => seen.has(count + 2))
  stop()
  return rowTimes(logId, seen)
}

export async function connectTo(url: string): Promise<string> {
  const session = openSession()
  const { profileId } = await session.call('profile.create', { name: url, kind: 'json', url })
  ;(await until(() => findElement('option', `${url}…`) ?? findElement('treeitem', `${url}…`))).click()
  await until(() => document.querySelector<HTMLInputElement>(`input[value="${url}"]`) ?? fieldWith(url))
  ;(await until(() => findElement('button', 'Connect'))).click()
  const { logId } = await session.connection(profileId, 'open')
  session.close()
  return logId
}

function fieldWith(url: string): Element | undefined {
  return [...document.querySelectorAll('input')].find(({ value }) => value === url)
}

/** A row counts as seen in the first frame after the change that made it. */
function noteRows(seen: Map<number, number>): () => void {
  let asked = false
  const look = () => {
    asked = false
    const at = now()
    for (const row of document.querySelectorAll<HTMLElement>('[data-seq]')) {
      const seq = Number(row.dataset.seq)
      if (!seen.has(seq)) seen.set(seq, at)
    }
  }
  const observer = new MutationObserver(() => {
    if (!asked) requestAnimationFrame(look)
    asked = true
  })
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-seq'] })
  return () => observer.disconnect()
}

async function rowTimes(logId: string, seen: ReadonlyMap<number, number>): Promise<RowTimes> {
  const arrivals: number[] = []
  for await (const entry of readLog(logId)) arrivals[entry.seq] = entry.at
  const delays: number[] = []
  let skipped = 0
  let shown = Number.POSITIVE_INFINITY
  for (let seq = arrivals.length - 1; seq > 2; seq--) {
    const at = seen.get(seq)
    if (at === undefined) skipped += 1
    else shown = Math.min(shown, at)
    delays.push(shown - (arrivals[seq] ?? Number.NaN))
  }
  return { delays, skipped }
}

/**
 * Resolves with what is there as soon as it is.
 * @param pause what is waited for between two looks
 * @param most milliseconds after which it is given up
 */
export async function until<T>(look: () => T, pause = aWhile, most = 30_000): Promise<NonNullable<Exclude<T, false>>> {
  const end = now() + most
  for (;;) {
    const found = look()
    if (found) return found as NonNullable<Exclude<T, false>>
    if (now() > end) throw new Error(`Waited ${most / 1000} s for ${look}`)
    await pause()
  }
}

function aWhile(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}
