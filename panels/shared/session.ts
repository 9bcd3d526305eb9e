import { type Client, type ClientPort, createClient } from '../../src/client/client.ts'
import type { Surface } from '../../src/wire/view.ts'
import { createMirror, type Mirror } from './mirror.ts'

/** All that a view has of the background: what it told, and a way to give commands. */
export interface Session {
  readonly mirror: Mirror
  readonly call: Client['call']
}

export interface SessionOptions {
  readonly viewId: string
  readonly surface: Surface
  openPort(): ClientPort
}

export function createSession(options: SessionOptions): Session {
  const mirror = createMirror()
  const client = createClient({ ...options, onSnapshot: mirror.take, onPatch: mirror.apply })
  return { mirror, call: client.call }
}
