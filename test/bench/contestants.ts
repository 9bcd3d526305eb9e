import type { Settings } from './settings.ts'

/** Who takes part in a comparison. */
export interface Contestant {
  readonly name: string
  /** The folder it is loaded from. */
  readonly extension: string
  /** The page it is asked in. */
  readonly page: string
  /** How it takes messages: counted from a plain socket or a stream, or logged. */
  readonly via: 'WebSocket' | 'WebSocketStream' | 'log'
}

export const bareExtension = 'test/bench/bare'

/** A page of Switchboard that does little by itself. */
export const quietPage = 'panels/options/index.html'

export function contestantsFor({ browser, extension, also }: Settings): Contestant[] {
  const bare = { extension: bareExtension, page: 'control.html' }
  const logged = { page: quietPage, via: 'log' as const }
  return [
    { ...bare, name: 'bare, WebSocket', via: 'WebSocket' },
    ...(browser === 'chromium' ? [{ ...bare, name: 'bare, WebSocketStream', via: 'WebSocketStream' as const }] : []),
    { ...logged, name: 'Switchboard', extension },
    ...also.map((folder) => ({ ...logged, name: folder, extension: folder })),
  ]
}
