import type { RunningServer } from '../../servers/start.ts'

/** How many connections to a path the demo server has open now: the other end's view of the matter. */
export async function openAtServer({ port }: RunningServer, path: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/connections`)
  const connections = (await response.json()) as { path: string }[]
  return connections.filter((connection) => connection.path === path).length
}
