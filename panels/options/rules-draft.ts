import type { UserRules } from '../../src/core/user-rules.ts'
import { entriesOf, headerFaults, headerNameFaults, headerOf, type LineFault, patternFaults } from './rule-lines.ts'

export type SwitchName =
  | 'onlyListed'
  | 'requireSecure'
  | 'allowInsecureLoopback'
  | 'auditMessages'
  | 'auditContent'
  | 'forgetLogs'
  | 'noExport'
  | 'noExportOfSecrets'
  | 'onlyGiven'
export type ListName = 'allowedUrls' | 'blockedUrls' | 'blockedHeaders' | 'addedHeaders'
export type AmountName = 'maxConnections' | 'maxMessageBytes' | 'logRetentionDays'

/** The rules as they stand in the fields: lists one entry a line, numbers as typed, switches on where they restrict. */
export type RulesDraft = Readonly<Record<SwitchName, boolean> & Record<ListName | AmountName, string>>

/** What is wrong with each list, line by line. */
export const listFaults: Readonly<Record<ListName, (text: string) => LineFault[]>> = {
  allowedUrls: patternFaults,
  blockedUrls: patternFaults,
  blockedHeaders: headerNameFaults,
  addedHeaders: headerFaults,
}

const lists = Object.keys(listFaults) as ListName[]

export function hasFaults(draft: RulesDraft): boolean {
  return lists.some((name) => listFaults[name](draft[name]).length > 0)
}

export function draftOf({ onlyListed, rules }: UserRules): RulesDraft {
  return {
    onlyListed,
    allowedUrls: (rules.allowedUrls ?? []).join('\n'),
    blockedUrls: (rules.blockedUrls ?? []).join('\n'),
    blockedHeaders: (rules.blockedHeaders ?? []).join('\n'),
    addedHeaders: (rules.addedHeaders ?? []).map(({ name, value }) => `${name}: ${value}`).join('\n'),
    requireSecure: rules.requireSecure ?? false,
    allowInsecureLoopback: rules.allowInsecureLoopback ?? false,
    auditMessages: rules.auditMessages ?? false,
    auditContent: rules.auditContent ?? false,
    forgetLogs: rules.keepLogs === false,
    noExport: rules.allowExport === false,
    noExportOfSecrets: rules.allowExportOfSecrets === false,
    onlyGiven: rules.allowUserUrls === false,
    maxConnections: String(rules.maxConnections ?? ''),
    maxMessageBytes: String(rules.maxMessageBytes ?? ''),
    logRetentionDays: String(rules.logRetentionDays ?? ''),
  }
}

export function rulesOf(draft: RulesDraft): UserRules {
  const { onlyListed, requireSecure, allowInsecureLoopback, auditMessages, auditContent } = draft
  return {
    onlyListed,
    rules: {
      allowedUrls: entriesOf(draft.allowedUrls),
      blockedUrls: entriesOf(draft.blockedUrls),
      blockedHeaders: entriesOf(draft.blockedHeaders),
      addedHeaders: entriesOf(draft.addedHeaders).map(headerOf),
      requireSecure,
      allowInsecureLoopback,
      auditMessages,
      auditContent,
      keepLogs: !draft.forgetLogs,
      allowExport: !draft.noExport,
      allowExportOfSecrets: !draft.noExportOfSecrets,
      allowUserUrls: !draft.onlyGiven,
      ...amount('maxConnections', draft),
      ...amount('maxMessageBytes', draft),
      ...amount('logRetentionDays', draft),
    },
  }
}

/** An empty field is no limit. */
function amount(name: AmountName, draft: RulesDraft): { [Name in AmountName]?: number } {
  return draft[name] === '' ? {} : { [name]: Number(draft[name]) }
}
