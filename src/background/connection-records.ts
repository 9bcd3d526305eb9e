import { type ConnectionEvent, inProgress, transition } from '../core/connection.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import type { ConnectionRecord } from './connection-store.ts'

/** Who is told of changes. */
export interface RecordsListener {
  /** Called after every change of a connection, with what was before. */
  onConnection(connection: ConnectionRecord, previous: ConnectionRecord | undefined): void
  onConnectionRemoved(connection: ConnectionRecord): void
}

/** What the background knows of every connection, and who may use which. */
export class ConnectionRecords {
  readonly #listener: RecordsListener
  readonly #records = new Map<string, ConnectionRecord>()

  constructor(listener: RecordsListener) {
    this.#listener = listener
  }

  list(): ConnectionRecord[] {
    return [...this.#records.values()]
  }

  find(connectionId: string): ConnectionRecord | undefined {
    return this.#records.get(connectionId)
  }

  /** Takes over what an earlier run of the background left. */
  restore(records: readonly ConnectionRecord[]): void {
    for (const record of records) this.#records.set(record.id, record)
  }

  /** The connection, if the caller may use it. */
  owned(caller: string, connectionId: string): Result<ConnectionRecord> {
    const record = this.#records.get(connectionId)
    if (!record) return refuse('unknown-connection', 'This connection does not exist any more.')
    if (record.owner.type === 'view' && record.owner.viewId !== caller) {
      return refuse('not-owner', 'This connection belongs to another panel.')
    }
    return ok(record)
  }

  /** Those connections, if the caller may use all of them. */
  allOwned(caller: string, records: readonly ConnectionRecord[]): Result<null> {
    return records.map(({ id }) => this.owned(caller, id)).find((found) => !found.ok) ?? ok(null)
  }

  /** The views that own a connection. */
  owners(): Set<string> {
    return new Set(this.list().flatMap(({ owner }) => (owner.type === 'view' ? [owner.viewId] : [])))
  }

  countInProgress(): number {
    return this.list().filter(({ state }) => inProgress(state)).length
  }

  /** The log of a profile goes on from connection to connection; a second one at the same time gets its own. */
  freeLog(profileId: string, connectionId: string): string {
    const taken = this.list().some(({ logId }) => logId === profileId)
    return taken ? `${profileId}.${connectionId}` : profileId
  }

  apply(record: ConnectionRecord, event: ConnectionEvent): void {
    this.put({ ...record, state: transition(record.state, event) })
  }

  put(record: ConnectionRecord): void {
    const previous = this.#records.get(record.id)
    this.#records.set(record.id, record)
    this.#listener.onConnection(record, previous)
  }

  remove(record: ConnectionRecord): void {
    this.#records.delete(record.id)
    this.#listener.onConnectionRemoved(record)
  }
}
