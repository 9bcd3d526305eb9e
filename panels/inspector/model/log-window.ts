import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Refusal } from '../../../src/core/result.ts'
import type { LogSize, LogWindow } from '../../../src/log/reader-protocol.ts'
import type { Session } from '../../shared/session.ts'
import { withEntry } from '../../shared/with-entry.ts'

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
  /** Gives the offer up, of each log, and has the entries deleted. */
  settle(): void
  /** Another log is looked at, from the moment it is open: all of it, as it grows, unless it was paused or cleared before. */
  reset(): void
}

export interface LogWindowContext {
  readonly logId: ReadonlySignal<string | undefined>
  readonly size: ReadonlySignal<LogSize>
  readonly call: Session['call']
  look(part: LogWindow): void
  onRefusal(refusal: Refusal, logId: string): void
}

export function createLogWindow({ logId, size, call, look, onRefusal }: LogWindowContext): LogWindowControl {
  /** Where logs stand still: the sequence number behind the last entry that is shown. They do until somebody resumes. */
  const stands = signal<ReadonlyMap<string, number>>(new Map())
  /** What can be brought back, by the log: it stays while another one is looked at. */
  const all = signal<ReadonlyMap<string, Cleared>>(new Map())
  const held = computed(() => stands.value.has(logId.value ?? ''))
  const cleared = computed(() => all.value.get(logId.value ?? ''))
  /** Where logs begin whose entries before are being deleted. */
  const begins = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const from = () => cleared.peek()?.before ?? begins.get(logId.peek() ?? '') ?? 1
  /** @param upTo where it stood still before */
  const apply = (upTo?: number) => look({ from: from(), hold: held.peek(), upTo })
  const stand = (upTo?: number) => {
    stands.value = withEntry(stands.peek(), logId.peek() ?? '', upTo)
  }
  const keepOffer = () => clearTimeout(timer)

  const settle = () => {
    keepOffer()
    const gone = all.peek().values()
    all.value = new Map()
    for (const one of gone) {
      begins.set(one.logId, one.before)
      void trim(one)
    }
  }

  /** What may not be deleted is shown again. */
  const trim = async ({ logId: id, before }: Cleared) => {
    const trimmed = await call('log.trim', { logId: id, before })
    if (trimmed.ok) return
    onRefusal(trimmed.refusal, id)
    if (begins.get(id) === before) begins.delete(id)
    if (id === logId.peek()) apply()
  }

  const releaseOffer = () => {
    keepOffer()
    timer = setTimeout(settle, undoTime)
  }

  const pause = () => {
    const { first, total } = size.peek()
    stand(first + total)
    apply()
  }

  return {
    held,
    cleared,
    keepOffer,
    releaseOffer,
    settle,
    togglePause() {
      if (!held.peek()) return pause()
      stand()
      apply()
    },
    pause() {
      if (!held.peek()) pause()
    },
    clear() {
      const id = logId.peek()
      const { first, total, behind } = size.peek()
      if (id === undefined || total === 0) return
      const before = first + total + behind
      // What was cleared a moment ago comes back with it. It may be asked for twice before the list is known to be empty.
      const entries = (before > from() ? total + behind : 0) + (cleared.peek()?.entries ?? 0)
      stand()
      all.value = withEntry(all.peek(), id, { logId: id, before, entries })
      releaseOffer()
      apply()
    },
    undoClear() {
      all.value = withEntry(all.peek(), logId.peek() ?? '', undefined)
      if (all.peek().size === 0) keepOffer()
      apply()
    },
    reset() {
      if (held.peek() || from() > 1) apply(stands.peek().get(logId.peek() ?? ''))
    },
  }
}
