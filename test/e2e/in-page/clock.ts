/** What `support/movable-clock.ts` listens to. */
const clockChannel = 'test-clock'

/** Sets the clock that the extension goes by. @param shift milliseconds by which it is ahead of the real one */
export function setClock(shift: number): void {
  const channel = new BroadcastChannel(clockChannel)
  channel.postMessage(shift)
  channel.close()
}
