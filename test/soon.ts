import { vi } from 'vitest'

/** Looks until nothing is thrown any more, as `vi.waitFor` does, but not for a second only: a busy machine takes as long for little. */
export function soon<T>(look: () => T | Promise<T>, interval = 50): Promise<T> {
  return vi.waitFor(look, { timeout: 20_000, interval })
}
