import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'

/** Well within the 30 seconds after which Firefox suspends an event page that calls no API. */
const interval = 20_000

export interface KeepAwake {
  /** Keeps the background running until told otherwise; only Firefox needs it, where sockets end with the event page. */
  set(awake: boolean): void
}

export function keepAwake(): KeepAwake {
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    set(awake) {
      if (browserName() === 'chromium' || awake === (timer !== undefined)) return
      clearInterval(timer)
      timer = awake ? setInterval(() => void browser.runtime.getPlatformInfo(), interval) : undefined
    },
  }
}
