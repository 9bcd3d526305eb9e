import type { ConnectionRecord } from './connection-store.ts'

/** What a connection is, to follow “is already”. */
export function phaseInWords({ state }: ConnectionRecord): string {
  switch (state.phase) {
    case 'open':
      return 'open'
    case 'closing':
      return 'closing; wait until it is closed'
    default:
      return 'being made'
  }
}
