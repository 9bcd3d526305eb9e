import { computed, type ReadonlySignal, signal } from '@preact/signals'

/** How long something that was done can be undone, in milliseconds. */
export const undoTime = 15_000

/** The offer to undo what was done: first the last of it, then what was done before. It goes after a while. */
export interface Offer<Done> {
  /** What was done last. */
  readonly done: ReadonlySignal<Done | undefined>
  /** All that can be undone, the last of it at the end. */
  readonly all: ReadonlySignal<readonly Done[]>
  make(done: Done): void
  /** Lets the offer stand while somebody is at it. */
  hold(): void
  release(): void
  /** Gives up all of it. */
  dismiss(): void
  /** Ends the offer of what was done last, because it is undone now. */
  take(): Done | undefined
}

/** Attributes of what makes an offer: it stands while the pointer or the focus is there. */
export function standing({ hold, release }: Pick<Offer<never>, 'hold' | 'release'>) {
  return { onMouseEnter: hold, onMouseLeave: release, onFocusIn: hold, onFocusOut: release }
}

/** @param onLapse is told what was not undone, once it cannot be any more */
export function createOffer<Done>(onLapse: (done: Done) => void = () => {}): Offer<Done> {
  const all = signal<readonly Done[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined
  const hold = () => clearTimeout(timer)
  const dismiss = () => {
    hold()
    const lapsed = all.peek()
    all.value = []
    for (const one of lapsed) onLapse(one)
  }
  const release = () => {
    hold()
    timer = setTimeout(dismiss, undoTime)
  }
  return {
    done: computed(() => all.value.at(-1)),
    all,
    hold,
    release,
    dismiss,
    take() {
      const taken = all.peek().at(-1)
      all.value = all.peek().slice(0, -1)
      if (all.peek().length === 0) hold()
      return taken
    },
    make(given) {
      all.value = [...all.peek(), given]
      release()
    },
  }
}
