import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { type Filter, noFilter } from '../../../src/log/filter.ts'
import type { FindSize, FindStep, Hit } from '../../../src/log/reader-protocol.ts'
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
  /** The hit that was gone to last. */
  readonly hit: ReadonlySignal<Hit | undefined>
  /** Where that was among the hits when it was gone to. */
  readonly reached: ReadonlySignal<FindSize | undefined>
  open(): void
  close(): void
  /** Ends the search and leaves what was typed. */
  stop(): void
  change(change: Partial<Sought>): void
  step(direction: FindStep['direction']): Promise<void>
}

/** Milliseconds after a key until it is looked for. */
const typingPause = 80

export function createLogFind(log: LogView, logId: ReadonlySignal<string | undefined>): LogFind {
  const isOpen = signal(false)
  const sought = signal<Sought>({ text: '', mode: 'text', matchCase: false })
  const running = signal<Sought | undefined>()
  const hit = signal<Hit | undefined>()
  const reached = signal<FindSize | undefined>()

  let asked = 0

  /** The row that the keyboard is at or, without one, the first that is seen. */
  const here = async () => {
    const index = log.active.peek()
    const { shape, top } = log.position
    const row = await log.feed.row(index ?? rowsAt(shape.peek(), top.peek()).first)
    return { seq: row?.seq ?? 1, isActive: index !== undefined }
  }

  const goTo = async (step: FindStep) => {
    const before = running.peek()
    const found = await log.ask((opened) => opened.step(step))
    if (running.peek() !== before) return
    hit.value = found
    reached.value = log.size.peek().find
    if (found) await log.goTo(found.seq)
  }

  const apply = async () => {
    const wanted = sought.peek()
    const filter = wanted.text === '' ? undefined : { ...noFilter, ...wanted }
    const mine = ++asked
    const answer = await log.ask((opened) => opened.find(filter))
    if (!answer || mine !== asked) return
    log.findFault.value = answer.ok ? undefined : answer.refusal.message
    running.value = answer.ok && filter ? wanted : undefined
    hit.value = undefined
    if (running.peek()) await goTo({ from: (await here()).seq, direction: 'next' })
  }

  const stop = () => {
    asked += 1
    running.value = undefined
    hit.value = undefined
    void log.ask((opened) => opened.find(undefined))
  }

  const typing = debounce(apply, typingPause)
  effect(() => {
    void logId.value
    untracked(() => {
      running.value = undefined
      hit.value = undefined
      if (isOpen.peek()) void apply()
    })
  })
  effect(() => {
    if (log.findFault.value !== undefined) running.value = undefined
  })

  return {
    isOpen,
    sought,
    running,
    hit,
    reached,
    open() {
      if (isOpen.peek()) return
      isOpen.value = true
      void apply()
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
    async step(direction) {
      await typing.flush()
      if (!running.peek()) return apply()
      const { seq, isActive } = await here()
      const beside = direction === 'next' ? 1 : -1
      await goTo({ from: isActive ? seq + beside : seq, direction })
    },
  }
}
