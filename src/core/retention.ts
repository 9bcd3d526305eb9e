import type { Limits } from './policy-rules.ts'

/** What of the message logs may stay on disk; what is absent restricts nothing. */
export interface Retention {
  /** Milliseconds. */
  readonly maxAge?: number
  /** The only logs that may stay. */
  readonly only?: readonly string[]
}

const day = 24 * 60 * 60 * 1000

/** @param logIds the logs of the connections there are */
export function retentionOf({ keepLogs, logRetentionDays }: Limits, logIds: readonly string[]): Retention {
  return {
    ...(logRetentionDays === undefined ? {} : { maxAge: logRetentionDays * day }),
    ...(keepLogs ? {} : { only: logIds }),
  }
}

export function restricts({ maxAge, only }: Retention): boolean {
  return maxAge !== undefined || only !== undefined
}
