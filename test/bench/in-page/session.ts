import { createClient } from '../../../src/client/client.ts'
import { growthChannelName, type LogGrowth } from '../../../src/log/growth.ts'
import { openPort } from '../../../src/platform/port.ts'
import type { CommandArguments, CommandName, CommandReply } from '../../../src/wire/commands.ts'
import { type ConnectionView, type Surface, viewPortName } from '../../../src/wire/view.ts'

/** A view of the benchmark's own, beside the one the page is. */
export interface Session {
  /** @throws Error when it was refused */
  call<Name extends CommandName>(name: Name, given: CommandArguments<Name>): Promise<CommandReply<Name>>
  /** Resolves with the first connection of a profile that is seen in a phase. */
  connection(profileId: string, phase: ConnectionView['state']['phase']): Promise<ConnectionView>
  close(): void
}

export function openSession(): Session {
  const connections = new Map<string, ConnectionView>()
  const waiting = new Set<() => void>()
  const take = (connection: ConnectionView) => {
    connections.set(connection.id, connection)
    for (const look of waiting) look()
  }
  const client = createClient({
    viewId: crypto.randomUUID(),
    surface: location.pathname.split('/')[2] as Surface,
    openPort: () => openPort(viewPortName),
    onSnapshot: (state) => state.connections.forEach(take),
    onPatch: (patch) => patch.type === 'connection' && take(patch.connection),
  })
  return {
    async call(name, given) {
      const result = await client.call(name, given)
      if (!result.ok) throw new Error(`${name}: ${result.refusal.message}`)
      return result.value
    },
    connection: (profileId, phase) =>
      new Promise((resolve) => {
        const look = () => {
          const found = [...connections.values()].find(
            (one) => one.profileId === profileId && one.state.phase === phase,
          )
          if (found && waiting.delete(look)) resolve(found)
        }
        waiting.add(look)
        look()
      }),
    close: () => client.close(),
  }
}

/** Calls back with every notice of what a log has on disk, and when. */
export function onGrowth(listener: (growth: LogGrowth, at: number) => void): () => void {
  const channel = new BroadcastChannel(growthChannelName)
  channel.onmessage = ({ data }: MessageEvent<LogGrowth>) => listener(data, now())
  return () => channel.close()
}

/** Epoch milliseconds, as the transport tells them. */
export function now(): number {
  return performance.timeOrigin + performance.now()
}
