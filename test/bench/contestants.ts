import type { Settings } from './settings.ts'

/** Who takes part in a comparison. */
export interface Contestant {
  readonly name: string
  /** The folder it is loaded from. */
  readonly extension: string
  /** The page it is asked in. */
  readonly page: string
  /** How it takes messages: counted or stored from a plain socket, or counted from a stream, in a Worker or in the page that holds it, or logged. */
  readonly via: BareWay | 'log'
}

/** `stored`: each text is read and kept, and nothing else; the others only count. */
export type BareWay =
  | 'WebSocket'
  | 'WebSocketStream'
  | 'WebSocket, stored'
  | 'WebSocket in a page'
  | 'WebSocket in a page, stored'

export const bareExtension = 'test/bench/bare'

/** A page of Switchboard that does little by itself. */
export const quietPage = 'panels/options/index.html'

/** The first way is that of Switchboard's own sockets, with which it is compared. */
const bareWays: Record<Settings['browser'], readonly BareWay[]> = {
  chromium: ['WebSocket', 'WebSocketStream', 'WebSocket, stored'],
  firefox: ['WebSocket in a page', 'WebSocket', 'WebSocket in a page, stored'],
}

export function contestantsFor({ browser, extension, also }: Settings): Contestant[] {
  const bare = { extension: bareExtension, page: 'control.html' }
  const logged = { page: quietPage, via: 'log' as const }
  return [
    ...bareWays[browser].map((via) => ({ ...bare, name: `bare, ${via}`, via })),
    { ...logged, name: 'Switchboard', extension },
    ...also.map((folder) => ({ ...logged, name: folder, extension: folder })),
  ]
}
