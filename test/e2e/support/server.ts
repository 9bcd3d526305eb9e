import type { RunningServer } from '../../servers/start.ts'

/** How many connections, to a path or at all, the demo server has open now: the other end's view of the matter. */
export async function openAtServer({ port }: RunningServer, path?: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/connections`)
  const connections = (await response.json()) as { path: string }[]
  return connections.filter((connection) => path === undefined || connection.path === path).length
}

/** The headers of each handshake at a path as they were on the wire, names in lower case. */
export async function handshakesAt({ port }: RunningServer, path: string): Promise<Map<string, string>[]> {
  const response = await fetch(`http://127.0.0.1:${port}/requests`)
  const requests = (await response.json()) as { url: string; rawHeaders: string[] }[]
  return requests
    .filter(({ url }) => url === path)
    .map(({ rawHeaders }) => {
      const names = rawHeaders.filter((_, index) => index % 2 === 0)
      return new Map(names.map((name, index) => [name.toLowerCase(), rawHeaders[index * 2 + 1] ?? '']))
    })
}
