import type { Limits } from './policy-rules.ts'

/** What of the message logs may stay on disk; what is absent restricts nothing. */
export interface Retention {
  /** Milliseconds. */
  readonly maxAge?: number
  /** The only logs that may stay. */
  readonly only?: readonly string[]
  /** Milliseconds for the logs of single profiles, by the profile's id. */
  readonly maxAges?: Readonly<Record<string, number>>
  /** The logs that something may be added to, for which they keep their places; without this, all of them. */
  readonly used?: readonly string[]
}

/** Milliseconds. */
export const day = 24 * 60 * 60 * 1000

/**
 * @param logIds the logs of the connections there are
 * @param maxAges what profiles ask for, by their ids
 * @param profileIds each of which is the id of a log, too
 */
export function retentionOf(
  { keepLogs, logRetentionDays }: Limits,
  logIds: readonly string[],
  maxAges: Readonly<Record<string, number>>,
  profileIds: readonly string[],
): Retention {
  return {
    ...(Object.keys(maxAges).length === 0 ? {} : { maxAges }),
    ...(logRetentionDays === undefined ? {} : { maxAge: logRetentionDays * day }),
    ...(keepLogs ? {} : { only: logIds }),
    used: [...new Set([...profileIds, ...logIds])],
  }
}

export function restricts({ maxAge, only, maxAges }: Retention): boolean {
  return maxAge !== undefined || only !== undefined || maxAges !== undefined
}

/** How old an entry of a log may become, in milliseconds. A log's id begins with that of its profile. */
export function maxAgeOf({ maxAge, maxAges }: Retention, logId: string): number {
  const [profileId = ''] = logId.split('.')
  return Math.min(maxAge ?? Number.POSITIVE_INFINITY, maxAges?.[profileId] ?? Number.POSITIVE_INFINITY)
}
