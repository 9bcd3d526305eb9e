import * as v from 'valibot'
import type { ConnectionState } from '../core/connection.ts'
import type { ConnectionRequest } from '../wire/transport.ts'
import { startItems } from './start-items.ts'

/** Who may use a connection: the view that made it, or the background, which lets any view (spec C10). */
export type Owner = { readonly type: 'view'; readonly viewId: string } | { readonly type: 'background' }

/** All that the background knows of a connection. */
export interface ConnectionRecord {
  readonly id: string
  readonly profileId: string
  readonly logId: string
  readonly owner: Owner
  readonly state: ConnectionState
  /** What the last connect was asked for, with its variables as written: *reconnect* repeats it with their values then. */
  readonly request?: ConnectionRequest
  /** The URL the last connect went to or was refused at, without what authentication adds. */
  readonly url?: string
}

/** Pinned connections are back after a restart of the browser; a panel's go with the panel. */
const pinned = startItems.pinnedConnections
const owned = startItems.connections

/** Written by this file only, so the shape of a whole record is checked lightly. */
const records = v.array(
  v.object({
    id: v.string(),
    profileId: v.string(),
    logId: v.string(),
    owner: v.variant('type', [
      v.object({ type: v.literal('view'), viewId: v.string() }),
      v.object({ type: v.literal('background') }),
    ]),
    state: v.object({ phase: v.string() }),
  }),
)

export async function loadConnections(): Promise<ConnectionRecord[]> {
  const stored = await Promise.all([pinned.read(), owned.read()])
  return stored.flatMap((list) => (v.safeParse(records, list).success ? (list as unknown as ConnectionRecord[]) : []))
}

/** Keeps the latest connections. One write is under way at a time: of what changes meanwhile the last is written. */
export class ConnectionStore {
  /** As they were written last by this run of the background. */
  #pinned: readonly ConnectionRecord[] | undefined
  #waiting: readonly ConnectionRecord[] | undefined
  #isWriting = false

  save(all: readonly ConnectionRecord[]): void {
    this.#waiting = all
    if (!this.#isWriting) void this.#write()
  }

  async #write(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting) {
      const all = this.#waiting
      this.#waiting = undefined
      const kept = all.filter(({ owner }) => owner.type === 'background')
      const views = all.filter(({ owner }) => owner.type === 'view')
      // The disk is left alone where nothing changed on it; what cannot be written now is with the next change.
      const onDisk = this.#pinned && isSame(kept, this.#pinned) ? undefined : pinned.write(kept)
      const written = await Promise.allSettled([onDisk, owned.write(views)])
      if (written[0].status === 'fulfilled') this.#pinned = kept
    }
    this.#isWriting = false
  }
}

function isSame(one: readonly ConnectionRecord[], other: readonly ConnectionRecord[]): boolean {
  return one.length === other.length && one.every((record, index) => record === other[index])
}
