import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** Something that takes its time, one at a time. Whoever gives it up, or goes away, hears nothing more of it. */
export function useWork() {
  const running = useSignal<AbortController | undefined>(undefined)
  const cancel = () => {
    running.peek()?.abort()
    running.value = undefined
  }
  useEffect(() => cancel, [])
  return {
    isRunning: running.value !== undefined,
    cancel,
    async run<Outcome>(work: (signal: AbortSignal) => Promise<Outcome>, then: (outcome: Outcome) => void) {
      if (running.peek()) return
      const controller = new AbortController()
      running.value = controller
      const outcome = await work(controller.signal).finally(() => {
        if (running.peek() === controller) running.value = undefined
      })
      if (!controller.signal.aborted) then(outcome)
    },
  }
}
