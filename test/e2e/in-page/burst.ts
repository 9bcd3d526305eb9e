import { type TrafficMessage, trafficChannelName } from '../../../src/wire/traffic.ts'
import { call, type Opened } from './witness.ts'

export interface Burst {
  readonly state: string
  readonly sent: number
  readonly unsent: number
  /** The most bytes that were told to be waiting. */
  readonly mostBuffered: number
}

/** Has a sequence send so many messages as fast as they leave, and waits for its end. */
export async function burst({ profileId, connectionId }: Opened, times: number, size: number): Promise<Burst> {
  const text = `{"type":"flood","n":{{$counter}},"pad":"${'x'.repeat(size)}"}`
  const steps = [{ type: 'text', text, sendAs: 'json-object' }]
  const sequence = { id: 'burst', name: 'Burst', times, every: 0, rate: 0, steps }
  await call('script.write', { profileId, change: { sequences: [sequence] } } as never)
  const channel = new BroadcastChannel(trafficChannelName)
  let mostBuffered = 0
  const ended = new Promise<Burst>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<TrafficMessage>) => {
      const [, traffic] = (data.type === 'traffic' && data.traffic.find(([id]) => id === connectionId)) || []
      mostBuffered = Math.max(mostBuffered, traffic?.bufferedAmount ?? 0)
      const run = traffic?.runs.find(({ sequenceId }) => sequenceId === sequence.id)
      if (run && run.state !== 'running') resolve({ ...run, mostBuffered })
    }
  })
  await call('sequence.start', { connectionId, sequenceId: sequence.id } as never)
  const result = await ended
  channel.close()
  return result
}
