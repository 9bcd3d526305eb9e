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
  /** Resolves with the first connection that is seen to be so. */
  seen(isSo: (connection: ConnectionView) => boolean): Promise<ConnectionView>
  /** The connections as they are told to views. */
  connections(): readonly ConnectionView[]
  /** How often all of it was told anew: once for each run of the background. */
  snapshots(): number
  close(): void
}

export function openSession(): Session {
  const connections = new Map<string, ConnectionView>()
  const waiting = new Set<() => void>()
  let snapshots = 0
  const told = () => {
    for (const look of waiting) look()
  }
  const client = createClient({
    viewId: crypto.randomUUID(),
    surface: location.pathname.split('/')[2] as Surface,
    openPort: () => openPort(viewPortName),
    onSnapshot: (state) => {
      snapshots += 1
      connections.clear()
      for (const connection of state.connections) connections.set(connection.id, connection)
      told()
    },
    onPatch: (patch) => {
      if (patch.type === 'connection') connections.set(patch.connection.id, patch.connection)
      if (patch.type === 'connection-removed') connections.delete(patch.connectionId)
      told()
    },
  })
  const seen = (isSo: (connection: ConnectionView) => boolean) =>
    new Promise<ConnectionView>((resolve) => {
      const look = () => {
        const found = [...connections.values()].find(isSo)
        if (found && waiting.delete(look)) resolve(found)
      }
      waiting.add(look)
      look()
    })
  return {
    async call(name, given) {
      const result = await client.call(name, given)
      if (!result.ok) throw new Error(`${name}: ${result.refusal.message}`)
      return result.value
    },
    connections: () => [...connections.values()],
    snapshots: () => snapshots,
    connection: (profileId, phase) => seen((one) => one.profileId === profileId && one.state.phase === phase),
    seen,
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
