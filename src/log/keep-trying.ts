import type { Clock } from './clock.ts'

export interface Trying {
  readonly clock: Clock
  /** Milliseconds from a failure to the next attempt. */
  readonly pause: number
  /** Milliseconds after which it is given up. */
  readonly most: number
  /** Whether another attempt may succeed. */
  mayPass(error: unknown): boolean
}

/** Does something until it succeeds. @throws what the last attempt failed with */
export async function keepTrying<T>(attempt: () => Promise<T>, { clock, pause, most, mayPass }: Trying): Promise<T> {
  const end = clock.now() + most
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!mayPass(error) || clock.now() >= end) throw error
    }
    await new Promise<void>((resolve) => clock.after(pause, resolve))
  }
}
