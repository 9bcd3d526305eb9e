import { effect, type Signal, signal } from '@preact/signals'

/**
 * A value of a view that is there again next time, such as the width of a pane.
 * @param read takes what was stored, of whatever version, and tells what it means now
 */
export function remembered<T>(storage: Storage, key: string, read: (stored: unknown) => T): Signal<T> {
  const value = signal(read(parse(storage.getItem(key))))
  const first = value.peek()
  // What nobody has changed may be another thing next time.
  effect(() => {
    if (value.value !== first || storage.getItem(key) !== null) storage.setItem(key, JSON.stringify(value.value))
  })
  return value
}

/** A number within bounds, or what to take instead. */
export function numberWithin(least: number, most: number, otherwise: number) {
  return (stored: unknown): number => (typeof stored === 'number' ? Math.min(most, Math.max(least, stored)) : otherwise)
}

/** The keys of a list, such as of what is collapsed. */
export function keysIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((key): key is string => typeof key === 'string') : []
}

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
