import type { AuditAction } from '../core/audit.ts'
import type { RefusalCode, Result } from '../core/result.ts'

/** Commands whose every use is entered in the audit ledger; of the others only what no honest view would give. */
const entered: Readonly<Record<string, AuditAction>> = {
  'connection.create': 'create',
  'connection.connect': 'connect',
  'connection.reconnect': 'reconnect',
}

/** Refusals that are entered whatever the command was: somebody tried what he may not. */
const suspicious: ReadonlySet<RefusalCode> = new Set([
  'not-owner',
  'url-blocked',
  'message-too-big',
  'unknown-command',
  'invalid-arguments',
])

/** @returns what a command is in the ledger, if it goes there with this answer */
export function actionOf(name: string, result: Result<unknown>): AuditAction | undefined {
  if (Object.hasOwn(entered, name)) return entered[name]
  if (result.ok || (result.refusal.rule === undefined && !suspicious.has(result.refusal.code))) return undefined
  return name === 'message.send' ? 'send' : 'command'
}
