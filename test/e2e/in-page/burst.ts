import { type TrafficMessage, trafficChannelName } from '../../../src/wire/traffic.ts'
import { call, type Opened } from './witness.ts'

export interface Burst {
  readonly state: string
  readonly sent: number
  readonly unsent: number
  /** The most bytes that were told to be waiting. */
  readonly mostBuffered: number
  /** How many times in a row it was told that as much is waiting as the time before. */
  readonly stood: number
}

const none = { state: 'running', sent: 0, unsent: 0, mostBuffered: 0, stood: 0 }
const told = { ...none }

/** Has a sequence send so many messages as fast as they leave. */
export async function burst({ profileId, connectionId }: Opened, times: number, size: number): Promise<void> {
  const text = `{"type":"flood","n":{{$counter}},"pad":"${'x'.repeat(size)}"}`
  const steps = [{ type: 'text', text, sendAs: 'json-object' }]
  const sequence = { id: 'burst', name: 'Burst', times, every: 0, rate: 0, steps }
  await call('script.write', { profileId, change: { sequences: [sequence] } } as never)
  Object.assign(told, none)
  let buffered = 0
  const channel = new BroadcastChannel(trafficChannelName)
  channel.onmessage = ({ data }: MessageEvent<TrafficMessage>) => {
    const [, traffic] = (data.type === 'traffic' && data.traffic.find(([id]) => id === connectionId)) || []
    const run = traffic?.runs.find(({ sequenceId }) => sequenceId === sequence.id)
    if (!run) return
    const { bufferedAmount = 0 } = traffic ?? {}
    told.mostBuffered = Math.max(told.mostBuffered, bufferedAmount)
    told.stood = bufferedAmount === buffered && bufferedAmount > 0 ? told.stood + 1 : 0
    buffered = bufferedAmount
    Object.assign(told, { state: run.state, sent: run.sent, unsent: run.unsent })
    if (run.state !== 'running') channel.close()
  }
  await call('sequence.start', { connectionId, sequenceId: sequence.id } as never)
}

/** What has been told of the last one. */
export function burstTold(): Burst {
  return told
}
