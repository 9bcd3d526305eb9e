import { vi } from 'vitest'
import { type Block, weightOf } from '../../src/log/block.ts'
import type { ManualClock } from './support.ts'

interface Change {
  readonly key: string
  /** What is there then. */
  readonly bytes: number
}

/** Of a transaction. */
interface Journal {
  bytes: number
  /** What is still to be done, each of it as it would be outside of the transaction. */
  readonly asked: Set<() => void>
}

/** What fake-indexeddb has to do for a transaction, one after the other. */
interface Inside {
  readonly _requests: { operation: () => unknown }[]
}

/** The journal does not become smaller at once, either: it has room for some blocks that are deleted. Bytes. */
const reserve = 1_000_000

/**
 * Has IndexedDB refuse as Firefox does on a small disk. What a transaction writes, and also what it deletes, takes room in
 * a journal until it is through; what was deleted is written to again, but the file becomes smaller only when it was left
 * alone for two seconds. What else a transaction was asked for by the time that something is refused is stored all the same.
 */
export class SmallDisk {
  /** Bytes that others leave for the database. */
  capacity: number
  /** Whether deletions are refused, however small. */
  refusesDeletions = false
  /** What it calls that. */
  errorName = 'QuotaExceededError'
  /** How often it has refused something. */
  refusals = 0
  readonly #stored = new Map<string, Change & { readonly at: IDBValidKey }>()
  readonly #journals = new WeakMap<IDBTransaction, Journal>()
  readonly #clock: ManualClock
  #file = 0
  #usedAt = 0

  constructor(capacity: number, clock: ManualClock) {
    this.capacity = capacity
    this.#clock = clock
    this.#onPut()
    this.#onDelete()
  }

  /** Others take all that is left: there is no room for a journal, either. */
  fill(): void {
    this.capacity = this.#file
    this.refusesDeletions = true
  }

  /** Others, or what else the extension has stored, give room back. */
  free(bytes: number): void {
    this.capacity += bytes
    this.refusesDeletions = false
  }

  get isFilled(): boolean {
    return this.#file >= this.capacity
  }

  /** Bytes of the database. */
  get used(): number {
    return this.#file
  }

  /** As `navigator.storage` tells it. */
  estimate(): StorageEstimate {
    return { usage: this.#file, quota: this.capacity }
  }

  #onPut(): void {
    const disk = this
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: Block, at) {
      const request = put.call(this, value, at)
      const { db } = this.transaction
      const outside = () => void put.call(db.transaction('blocks', 'readwrite').objectStore('blocks'), value, at)
      if (at !== undefined) disk.#charge(this.transaction, [at], () => weightOf(value), weightOf(value), outside)
      return request
    })
  }

  #onDelete(): void {
    const disk = this
    const remove = IDBObjectStore.prototype.delete
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, range) {
      const request = remove.call(this, range)
      if (this.name === 'blocks' && range instanceof IDBKeyRange) {
        const gone = [...disk.#stored.values()].map(({ at }) => at).filter((at) => range.includes(at))
        disk.#charge(this.transaction, gone, (key) => disk.#stored.get(key)?.bytes ?? 0, 0)
      }
      return request
    })
  }

  /** Lets the request that was made last fail when there is no room for it. */
  #charge(
    transaction: IDBTransaction,
    keys: IDBValidKey[],
    costOf: (key: string) => number,
    left: number,
    outside = () => {},
  ): void {
    const last = (transaction as unknown as Inside)._requests.at(-1)
    const operation = last?.operation
    if (!last || !operation) throw new Error('There is no request.')
    const cost = keys.reduce<number>((sum, at) => sum + costOf(String(at)), 0)
    const journal = this.#journalOf(transaction)
    journal.asked.add(outside)
    last.operation = () => {
      this.#tidyUp()
      journal.asked.delete(outside)
      journal.bytes += cost
      const isRefused = left === 0 && keys.length > 0 && this.refusesDeletions
      const room = this.capacity + (left === 0 ? reserve : 0) - this.#file
      if (isRefused || journal.bytes > room) {
        this.refusals += 1
        throw new DOMException('', this.errorName)
      }
      return operation()
    }
    transaction.addEventListener('complete', () => this.#settle(keys, left))
    transaction.addEventListener('abort', () => {
      if (journal.asked.delete(outside)) outside()
    })
  }

  #tidyUp(): void {
    if (this.#clock.now() - this.#usedAt > 2000) this.#file = this.#used()
    this.#usedAt = this.#clock.now()
  }

  #used(): number {
    return [...this.#stored.values()].reduce((sum, stored) => sum + stored.bytes, 0)
  }

  #journalOf(transaction: IDBTransaction): Journal {
    const journal = this.#journals.get(transaction) ?? { bytes: 0, asked: new Set() }
    this.#journals.set(transaction, journal)
    return journal
  }

  #settle(keys: IDBValidKey[], bytes: number): void {
    for (const at of keys) {
      if (bytes > 0) this.#stored.set(String(at), { key: String(at), at, bytes })
      else this.#stored.delete(String(at))
    }
    this.#file = Math.max(this.#file, this.#used())
  }
}
