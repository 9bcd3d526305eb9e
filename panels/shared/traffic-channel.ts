import type { TrafficMessage } from '../../src/wire/traffic.ts'

/** What views need of the BroadcastChannel of traffic; a test hands in one of its own. */
export interface TrafficChannel {
  postMessage(message: TrafficMessage): void
  addEventListener(type: 'message', listener: (event: MessageEvent<TrafficMessage>) => void): void
}
