import type { TrafficChannel } from '../../panels/shared/traffic-channel.ts'
import type { Traffic, TrafficMessage } from '../../src/wire/traffic.ts'

export interface FakeTraffic extends TrafficChannel {
  readonly posted: TrafficMessage[]
  /** The transport tells what went over a connection. */
  tell(connectionId: string, traffic: Traffic): void
}

export function fakeTraffic(): FakeTraffic {
  const posted: TrafficMessage[] = []
  let listener: (event: MessageEvent<TrafficMessage>) => void = () => {}
  return {
    posted,
    postMessage: (message) => void posted.push(message),
    addEventListener: (_, listen) => {
      listener = listen
    },
    tell: (connectionId, traffic) =>
      listener({
        data: { type: 'traffic', traffic: [[connectionId, traffic]] },
      } as unknown as MessageEvent<TrafficMessage>),
  }
}
