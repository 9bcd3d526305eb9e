import { effect, type ReadonlySignal, signal } from '@preact/signals'
import { systemClock } from '../../src/log/clock.ts'
import { Pace } from '../../src/log/pace.ts'

/** Milliseconds between two changes of what nobody could read if it changed with each message. */
const calm = 200

/**
 * A value that follows another one at once, but no more often than a person reads while that only grows.
 * @param grew whether it only grew since it was told; reads of signals count
 */
export function calmed<Value>(
  source: ReadonlySignal<Value>,
  grew: (now: Value, told: Value) => boolean,
): ReadonlySignal<Value> {
  const told = signal(source.peek())
  const pace = new Pace(
    systemClock,
    () => calm,
    () => {
      told.value = source.peek()
    },
  )
  effect(() => {
    if (grew(source.value, told.peek())) pace.call()
    else pace.now()
  })
  return told
}
