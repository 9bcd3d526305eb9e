import { browserName } from './browser-name.ts'

// What comes, or is begun, before the part of the background that it is for has been loaded. In Chromium that is one script.

type Listener<Args extends readonly unknown[]> = (...args: Args) => void

/**
 * Registers at once; what comes before somebody listens is kept.
 * @returns what sets the one listener
 */
export function kept<Args extends readonly unknown[]>(register: (listener: Listener<Args>) => void) {
  return browserName() === 'chromium' ? register : held(register)
}

/** The same for what comes in several scripts in Chromium, too. */
export function held<Args extends readonly unknown[]>(register: (listener: Listener<Args>) => void) {
  const waiting: Args[] = []
  let hear: Listener<Args> = (...args) => void waiting.push(args)
  register((...args) => hear(...args))
  return (listener: Listener<Args>): void => {
    hear = listener
    for (const args of waiting.splice(0)) listener(...args)
  }
}

/**
 * Begins at once.
 * @returns what gives the value that was begun to its first caller, and begins anew for others
 */
export function begun<Value>(begin: () => Promise<Value>): () => Promise<Value> {
  if (browserName() === 'chromium') return begin
  const first = begin()
  // Whoever asks for it is told why; nobody may.
  first.catch(() => undefined)
  let next = () => {
    next = begin
    return first
  }
  return () => next()
}
