import type { PatternIndex } from './pattern-index.ts'

export interface HeaderField {
  /** In lower case. */
  readonly name: string
  readonly value: string
}

/** What a policy holds for every connection besides where it may lead. */
export interface Limits {
  /** Names, in lower case, of handshake headers that may not be set. */
  readonly blockedHeaders: readonly string[]
  /** Set on every handshake, whatever the profile says. */
  readonly addedHeaders: readonly HeaderField[]
  /** The most connections in progress at once. */
  readonly maxConnections?: number | undefined
  /** The largest message either way, in bytes of its payload. */
  readonly maxMessageBytes?: number | undefined
  readonly auditMessages: boolean
  /** Whether the ledger has the content of messages too; it enters every message then. */
  readonly auditContent: boolean
  readonly keepLogs: boolean
  readonly logRetentionDays?: number | undefined
  readonly allowExport: boolean
  /** Whether what is exported may have secrets in it. */
  readonly allowExportOfSecrets: boolean
  /** Whether profiles other than the organisation's may be connected. */
  readonly allowUserUrls: boolean
}

/** What is allowed, ready to be asked. Absent lists and switches restrict nothing. */
export interface PolicyRules extends Limits {
  readonly allowedUrls?: PatternIndex | undefined
  readonly blockedUrls: PatternIndex
  readonly requireSecure: boolean
  readonly allowInsecureLoopback: boolean
}

export const noLimits: Limits = {
  blockedHeaders: [],
  addedHeaders: [],
  auditMessages: false,
  auditContent: false,
  keepLogs: true,
  allowExport: true,
  allowExportOfSecrets: true,
  allowUserUrls: true,
}

/** Both at once: whatever either forbids is forbidden. Of two values for one header the first one's is set. */
export function stricter(first: Limits, second: Limits): Limits {
  const own = new Set([...first.blockedHeaders, ...first.addedHeaders.map(({ name }) => name)])
  return {
    blockedHeaders: [...new Set([...first.blockedHeaders, ...second.blockedHeaders])],
    addedHeaders: [...first.addedHeaders, ...second.addedHeaders.filter(({ name }) => !own.has(name))],
    maxConnections: smaller(first.maxConnections, second.maxConnections),
    maxMessageBytes: smaller(first.maxMessageBytes, second.maxMessageBytes),
    auditMessages: first.auditMessages || second.auditMessages,
    auditContent: first.auditContent || second.auditContent,
    keepLogs: first.keepLogs && second.keepLogs,
    logRetentionDays: smaller(first.logRetentionDays, second.logRetentionDays),
    allowExport: first.allowExport && second.allowExport,
    allowExportOfSecrets: first.allowExportOfSecrets && second.allowExportOfSecrets,
    allowUserUrls: first.allowUserUrls && second.allowUserUrls,
  }
}

function smaller(first: number | undefined, second: number | undefined): number | undefined {
  return first === undefined || second === undefined ? (first ?? second) : Math.min(first, second)
}
