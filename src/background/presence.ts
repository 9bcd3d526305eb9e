/** How long a view may be away, such as for a reload, before its connections are closed, in milliseconds. */
const grace = 3_000
/** The same when the background has just started: the first ports to it may have led nowhere (`timeForFirstWord`). */
const longGrace = 12_000

/**
 * Tells when an owner is gone for good. It starts from who owns something, not from who was seen to leave: a view may
 * have gone while the background slept.
 */
export class Presence {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #grace = longGrace

  /** Compares owners with the views that are there now. */
  check(owners: ReadonlySet<string>, present: ReadonlySet<string>, onGone: (viewId: string) => void): void {
    const missing = new Set([...owners].filter((viewId) => !present.has(viewId)))
    for (const [viewId, timer] of this.#timers) {
      if (missing.has(viewId)) missing.delete(viewId)
      else {
        clearTimeout(timer)
        this.#timers.delete(viewId)
      }
    }
    for (const viewId of missing) this.#timers.set(viewId, setTimeout(onGone, this.#grace, viewId))
    // Who is missed from now on was there.
    this.#grace = grace
  }
}
