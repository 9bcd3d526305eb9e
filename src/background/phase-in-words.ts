import type { ConnectionRecord } from './connection-store.ts'

/** Why a connection in progress cannot be opened, and what to do about it. */
export function phaseInWords({ state }: ConnectionRecord): string {
  switch (state.phase) {
    case 'open':
      return 'The connection is already open; disconnect it first.'
    case 'closing':
      return 'The connection is already closing; wait for it.'
    default:
      return 'The connection is already being made; wait for it, or disconnect first.'
  }
}
