import { effect, type ReadonlySignal, signal } from '@preact/signals'

/** Milliseconds between two changes of what nobody could read if it changed with each message. */
const calm = 200

/**
 * A value that follows another one at once, but no more often than a person reads while that only grows: with one of its
 * changes, as what is drawn together costs one frame.
 * @param grew whether it only grew since it was told; reads of signals count
 */
export function calmed<Value>(
  source: ReadonlySignal<Value>,
  grew: (now: Value, told: Value) => boolean,
): ReadonlySignal<Value> {
  const told = signal(source.peek())
  let toldAt = Number.NEGATIVE_INFINITY
  let rest: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    toldAt = performance.now()
    told.value = source.peek()
  }
  effect(() => {
    clearTimeout(rest)
    if (grew(source.value, told.peek()) && performance.now() - toldAt < calm) rest = setTimeout(tell, calm)
    else tell()
  })
  return told
}
