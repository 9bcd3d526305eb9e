import { type ReadonlySignal, signal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import type { LogSize, LogWindow } from '../../../src/log/reader-protocol.ts'
import type { Session } from '../../shared/session.ts'

/** How long a cleared log can be brought back, in milliseconds. */
export const undoTime = 15_000

/** What was cleared and can be brought back. */
interface Cleared {
  readonly logId: string
  /** The entries before this sequence number. */
  readonly before: number
  readonly entries: number
}

/** Which part of the log is looked at: whether it stands still, and what was cleared. */
export interface LogWindowControl {
  readonly held: ReadonlySignal<boolean>
  readonly cleared: ReadonlySignal<Cleared | undefined>
  togglePause(): void
  /** Makes it stand still, if it does not. */
  pause(): void
  /** Hides all there is; it is deleted when it cannot be undone any more. */
  clear(): void
  undoClear(): void
  /** Lets the offer to undo stand while somebody is at it. */
  keepOffer(): void
  releaseOffer(): void
  /** Gives the offer up and has the entries deleted. */
  settle(): void
  /** Another log is looked at, from the moment it is open: all of it, as it grows. */
  reset(): void
}

export interface LogWindowContext {
  readonly logId: ReadonlySignal<string | undefined>
  readonly size: ReadonlySignal<LogSize>
  readonly call: Session['call']
  look(part: LogWindow): void
  onRefusal(refusal: Refusal): void
}

export function createLogWindow({ logId, size, call, look, onRefusal }: LogWindowContext): LogWindowControl {
  const held = signal(false)
  const cleared = signal<Cleared | undefined>()
  /** Where logs begin whose entries before are being deleted. */
  const begins = new Map<string, number>()
  let from = 1
  let timer: ReturnType<typeof setTimeout> | undefined

  const apply = () => look({ from, hold: held.peek() })
  const keepOffer = () => clearTimeout(timer)

  const settle = () => {
    keepOffer()
    const gone = cleared.peek()
    cleared.value = undefined
    if (!gone) return
    begins.set(gone.logId, gone.before)
    void trim(gone)
  }

  /** What may not be deleted is shown again. */
  const trim = async ({ logId: id, before }: Cleared) => {
    const trimmed = await call('log.trim', { logId: id, before })
    if (trimmed.ok) return
    onRefusal(trimmed.refusal)
    if (begins.get(id) === before) begins.delete(id)
    if (id !== logId.peek() || from !== before) return
    from = begin()
    apply()
  }

  const begin = () => begins.get(logId.peek() ?? '') ?? 1

  const releaseOffer = () => {
    keepOffer()
    timer = setTimeout(settle, undoTime)
  }

  return {
    held,
    cleared,
    keepOffer,
    releaseOffer,
    settle,
    togglePause() {
      held.value = !held.peek()
      apply()
    },
    pause() {
      if (held.peek()) return
      held.value = true
      apply()
    },
    clear() {
      const id = logId.peek()
      const { first, total, behind } = size.peek()
      if (id === undefined || total === 0) return
      const before = first + total + behind
      // What was cleared a moment ago comes back with it. It may be asked for twice before the list is known to be empty.
      const entries = before > from ? total + behind : 0
      from = before
      held.value = false
      cleared.value = { logId: id, before, entries: entries + (cleared.peek()?.entries ?? 0) }
      releaseOffer()
      apply()
    },
    undoClear() {
      keepOffer()
      cleared.value = undefined
      from = begin()
      apply()
    },
    reset() {
      settle()
      from = begin()
      held.value = false
      if (from > 1) apply()
    },
  }
}
