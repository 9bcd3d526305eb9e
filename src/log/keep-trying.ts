import type { Clock } from './clock.ts'

export interface Trying {
  readonly clock: Clock
  /** Milliseconds from a failure to the next attempt. */
  readonly pause: number
  /** When it is given up after a failure, by the clock. */
  readonly until: number
  /** Whether another attempt may succeed. */
  mayPass(error: unknown): boolean
}

/** Does something until it succeeds. @throws what the last attempt failed with */
export async function keepTrying<T>(attempt: () => Promise<T>, { clock, pause, until, mayPass }: Trying): Promise<T> {
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!mayPass(error) || clock.now() >= until) throw error
    }
    await new Promise<void>((resolve) => clock.after(pause, resolve))
  }
}
