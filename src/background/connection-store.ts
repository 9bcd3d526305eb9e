import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import type { ConnectionState } from '../core/connection.ts'
import type { ConnectionRequest } from '../wire/transport.ts'
import { LatestWrite } from './latest-write.ts'
import { startItems } from './start-items.ts'

/** Who may use a connection: the view that made it, or the background, which lets any view. */
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
  /** The URL it was made for, or the last connect went to or was refused at, without what authentication adds. */
  readonly url?: string
  /** The same without what secret variables stood for when it was made: they may stand for something else by now. */
  readonly toldUrl?: string
  /**
   * The URL as it went out: policy decides about what authentication put there, too. That is secret, so it is not stored;
   * an older transport tells it.
   */
  readonly handshakeUrl?: string
}

/** Pinned connections are back after a restart of the browser, so the disk has them; a panel's go with the panel. */
const onDisk = startItems.pinnedConnections
/** All of them in one piece: no end of the background can come between those that are pinned and those that are not. */
const inMemory = startItems.connections

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
  const [pinned, all] = await Promise.all([onDisk.read(), inMemory.read()])
  const stored = parsed(all ?? pinned)
  return shaped(records, stored) ? (stored as ConnectionRecord[]) : []
}

/** An earlier version left no text. */
function parsed(stored: unknown): unknown {
  try {
    return JSON.parse(String(stored))
  } catch {
    return stored
  }
}

/** Keeps the latest connections: on the disk, which may be slow, and in memory, which the next start of the background goes by. */
export class ConnectionStore {
  #all: readonly ConnectionRecord[] = []
  /** As they were written last by this run of the background. */
  #pinned: readonly ConnectionRecord[] | undefined
  readonly #disk = new LatestWrite(async () => {
    const pinned = this.#all.filter(({ owner }) => owner.type === 'background')
    const before = this.#pinned
    // The disk is left alone where nothing changed on it.
    if (pinned.length === before?.length && pinned.every((record, index) => record === before[index])) return
    await onDisk.write(asText(pinned))
    this.#pinned = pinned
  })

  save(all: readonly ConnectionRecord[]): void {
    // One write for what changes at once. None waits for the answer to another: the background may end before it comes.
    if (this.#all !== all) queueMicrotask(() => this.#all === all && keep(inMemory.write(asText(all))))
    this.#all = all
    keep(this.#disk.save())
  }
}

/** What cannot be written now is with the next change. */
function keep(writing: Promise<void>): void {
  writing.catch(() => undefined)
}

/** Without secrets. Chromium takes milliseconds to hand over 200 records member by member, and that at each change of one. */
function asText(connections: readonly ConnectionRecord[]): string {
  return JSON.stringify(connections.map(({ handshakeUrl: _, ...stored }) => stored))
}
