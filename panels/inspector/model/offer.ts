import { type ReadonlySignal, signal } from '@preact/signals'

/** How long something that was done can be undone, in milliseconds. */
export const undoTime = 15_000

/** The offer to undo what was done last. It goes after a while. */
export interface Offer<Done> {
  readonly done: ReadonlySignal<Done | undefined>
  make(done: Done): void
  /** Lets the offer stand while somebody is at it. */
  hold(): void
  release(): void
  dismiss(): void
}

export function createOffer<Done>(): Offer<Done> {
  const done = signal<Done | undefined>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const hold = () => clearTimeout(timer)
  const dismiss = () => {
    hold()
    done.value = undefined
  }
  const release = () => {
    hold()
    timer = setTimeout(dismiss, undoTime)
  }
  return {
    done,
    hold,
    release,
    dismiss,
    make(given) {
      done.value = given
      release()
    },
  }
}
