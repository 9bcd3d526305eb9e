/** Work that waits until nothing new comes for a while, but not longer than the page is there. */
export interface Debounced {
  /** Asks for the work, and starts the wait anew. */
  soon(): void
  /** Does the work now if it was asked for. */
  flush(): Promise<void>
}

/** How long to wait after a keystroke before what was typed goes on, in milliseconds. */
const typingPause = 300

export function debounce(work: () => Promise<void> | void, pause = typingPause): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> = Promise.resolve()

  const flush = () => {
    if (timer === undefined) return running
    clearTimeout(timer)
    timer = undefined
    removeEventListener('pagehide', flush)
    running = Promise.resolve(work())
    return running
  }

  return {
    soon() {
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), pause)
      addEventListener('pagehide', flush)
    },
    flush,
  }
}
