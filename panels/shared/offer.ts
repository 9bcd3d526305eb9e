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
  /** Ends the offer, because what was done is undone now. */
  take(): Done | undefined
}

/** @param onLapse is told what was not undone, once it cannot be any more */
export function createOffer<Done>(onLapse: (done: Done) => void = () => {}): Offer<Done> {
  const done = signal<Done | undefined>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const hold = () => clearTimeout(timer)
  const withdraw = () => {
    hold()
    const taken = done.peek()
    done.value = undefined
    return taken
  }
  const dismiss = () => {
    const lapsed = withdraw()
    if (lapsed !== undefined) onLapse(lapsed)
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
    take: withdraw,
    make(given) {
      dismiss()
      done.value = given
      release()
    },
  }
}
