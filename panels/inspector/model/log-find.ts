import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { type Filter, noFilter } from '../../../src/log/filter.ts'
import type { FindStep, Hit } from '../../../src/log/reader-protocol.ts'
import { debounce } from '../../shared/debounce.ts'
import { rowsAt } from '../../shared/scroll-window.ts'
import type { LogView } from './log-view.ts'

/** What is looked for, and how that is to be understood. */
export type Sought = Pick<Filter, 'text' | 'mode' | 'matchCase'>

/** Goes through what is looked for in the log, without hiding the rest. */
export interface LogFind {
  readonly isOpen: ReadonlySignal<boolean>
  readonly sought: ReadonlySignal<Sought>
  /** What is looked for now; nothing while the search is closed, given up or not possible. */
  readonly running: ReadonlySignal<Sought | undefined>
  /** The hit that was gone to last; each time it is another object. */
  readonly hit: ReadonlySignal<Hit | undefined>
  open(): void
  close(): void
  /** Ends the search and leaves what was typed. */
  stop(): void
  change(change: Partial<Sought>): void
  /** Opens it, and goes on from hit to hit, as often as it is called. */
  step(direction: FindStep['direction']): Promise<void>
}

/** Milliseconds after a key until it is looked for. */
const typingPause = 80

export function createLogFind(log: LogView, logId: ReadonlySignal<string | undefined>): LogFind {
  const isOpen = signal(false)
  const sought = signal<Sought>({ text: '', mode: 'text', matchCase: false })
  const running = signal<Sought | undefined>()
  const hit = signal<Hit | undefined>()

  /** Searches so far. */
  let asked = 0
  /** Ends when the hit that was asked for last is gone to. */
  let going = Promise.resolve()

  /** The row that the keyboard is at or, without one, the first that is seen. */
  const here = async () => {
    const index = log.active.peek()
    const { shape, top } = log.position
    const row = await log.feed.row(index ?? rowsAt(shape.peek(), top.peek()).first)
    return { seq: row?.seq ?? 1, isActive: index !== undefined }
  }

  /** @param mine the search it is a step of */
  const goTo = async (direction: FindStep['direction'], mine: number, from = here()) => {
    const { seq, isActive } = await from
    if (mine !== asked) return
    const beside = { next: 1, previous: -1, nearest: 0 }[direction]
    const found = await log.ask((opened) => opened.step({ from: isActive ? seq + beside : seq, direction }))
    if (mine !== asked) return
    hit.value = found
    if (found) await log.goTo(found.seq)
  }

  const look = async (direction: FindStep['direction']) => {
    const wanted = sought.peek()
    const filter = wanted.text === '' ? undefined : { ...noFilter, ...wanted }
    const mine = ++asked
    running.value = filter && wanted
    hit.value = undefined
    const from = here()
    const { seq } = await from
    if (mine !== asked) return
    const answer = await log.ask((opened) => opened.find(filter, seq))
    if (!answer || mine !== asked) return
    log.findFault.value = answer.ok ? undefined : answer.refusal.message
    if (!answer.ok) running.value = undefined
    else if (filter) await goTo(direction, mine, from)
  }

  const begin = (direction: FindStep['direction'] = 'nearest'): Promise<void> => {
    going = look(direction)
    return going
  }

  const typing = debounce(begin, typingPause)
  const stop = () => {
    // What waits to be looked for is given up, too.
    void typing.flush()
    asked += 1
    running.value = undefined
    hit.value = undefined
    void log.ask((opened) => opened.find(undefined))
  }

  effect(() => {
    void logId.value
    if (isOpen.peek()) void untracked(begin)
  })
  effect(() => {
    if (log.findFault.value !== undefined) running.value = undefined
  })

  return {
    isOpen,
    sought,
    running,
    hit,
    open() {
      if (isOpen.peek()) return
      isOpen.value = true
      void begin()
    },
    close() {
      isOpen.value = false
      log.findFault.value = undefined
      stop()
    },
    stop,
    change(change) {
      sought.value = { ...sought.peek(), ...change }
      typing.soon()
      if (!('text' in change)) void typing.flush()
    },
    step(direction) {
      isOpen.value = true
      void typing.flush()
      if (!running.peek()) return begin(direction)
      const mine = asked
      const go = () => goTo(direction, mine)
      going = going.then(go, go)
      return going
    },
  }
}
