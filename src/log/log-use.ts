import { countOf, nextAfter, type Rows, weightOf } from './block.ts'
import type { BlockKey, LogDatabase } from './database.ts'

/** What a log takes on disk. */
export interface LogUse {
  readonly logId: string
  readonly entries: number
  /** About: a few of its blocks are weighed. */
  readonly bytes: number
  /** The sequence number the next entry gets. */
  readonly next: number
}

/** How many blocks of a log are weighed at most: reading all of a large one would take seconds. */
const mostWeighed = 8

/** Every log there is, the largest first. */
export async function logUses(database: LogDatabase): Promise<LogUse[]> {
  const keys = byLog(await database.getAllKeys('blocks'))
  const uses = await Promise.all([...keys].map(([logId, ofLog]) => useOf(database, logId, ofLog)))
  return uses.filter(({ entries }) => entries > 0).sort((one, other) => other.bytes - one.bytes)
}

async function useOf(database: LogDatabase, logId: string, keys: readonly BlockKey[]): Promise<LogUse> {
  const lastKey = keys.at(-1)
  const [perEntry, last] = await Promise.all([
    weightPerEntry(database, keys),
    lastKey && database.get('blocks', lastKey),
  ])
  const [first, next] = [keys[0]?.[1] ?? 1, last ? nextAfter(last) : 1]
  const entries = Math.max(0, next - first)
  return { logId, entries, bytes: Math.round(perEntry * entries), next }
}

/** About what an entry of these blocks weighs. By the entry, because there may be small blocks between large ones. */
export async function weightPerEntry(database: LogDatabase, keys: readonly BlockKey[]): Promise<number> {
  const step = Math.max(1, Math.floor(keys.length / mostWeighed))
  const weighed = keys.filter((_, index) => index % step === 0)
  const blocks = await Promise.all(weighed.map((key) => database.get('blocks', key)))
  const sum = (measure: (block: Rows) => number) =>
    blocks.reduce((total, block) => total + (block ? measure(block) : 0), 0)
  return sum(weightOf) / Math.max(1, sum(countOf))
}

function byLog(keys: readonly BlockKey[]): ReadonlyMap<string, readonly BlockKey[]> {
  const logs = new Map<string, BlockKey[]>()
  for (const key of keys) {
    const ofLog = logs.get(key[0])
    if (ofLog) ofLog.push(key)
    else logs.set(key[0], [key])
  }
  return logs
}
