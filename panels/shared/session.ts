import { type Client, type ClientOptions, createClient } from '../../src/client/client.ts'
import { createMirror, type Mirror } from './mirror.ts'

/** All that a view has of the background: what it told, and a way to give commands. */
export interface Session {
  readonly mirror: Mirror
  readonly call: Client['call']
}

export type SessionOptions = Omit<ClientOptions, 'onSnapshot' | 'onPatch'>

export function createSession(options: SessionOptions): Session {
  const mirror = createMirror()
  const client = createClient({ ...options, onSnapshot: mirror.take, onPatch: mirror.apply })
  return { mirror, call: client.call }
}
