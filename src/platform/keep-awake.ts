import { browser } from './browser.ts'

/** Well within the 30 seconds after which browsers end a background that calls no API. */
const interval = 20_000

export interface KeepAwake {
  /** Keeps the background running until told otherwise. */
  set(awake: boolean): void
}

export function keepAwake(): KeepAwake {
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    set(awake) {
      if (awake === (timer !== undefined)) return
      clearInterval(timer)
      timer = awake ? setInterval(() => void browser.runtime.getPlatformInfo(), interval) : undefined
    },
  }
}
