import { browser } from './browser.ts'

type Values = Record<string, unknown>

/** Where the copy is in `storage.session`. */
const place = 'copy-of-local'

/**
 * A copy in `storage.session` of what each start of Firefox's background reads of `storage.local`: that is a database, opened
 * anew and asked key by key; this is in the browser's memory. There is a copy only while it is known to be what is stored:
 * it goes before any of it is written, and comes back when that is done.
 */
export class LocalCopy {
  readonly #readCopy: (place: string) => Promise<unknown>
  readonly #keys = new Set<string>()
  #read: Promise<Values> | undefined
  #writes = 0

  /** @param readCopy asks for a value of `storage.session` */
  constructor(readCopy: (place: string) => Promise<unknown>) {
    this.#readCopy = readCopy
  }

  /** Reads a value, which is among those that are copied from then on. All of them are asked for in one go. */
  async read(key: string): Promise<unknown> {
    this.#keys.add(key)
    this.#read ??= this.#readAll()
    return (await this.#read)[key]
  }

  /**
   * Has values written that may be among those that are copied.
   * @param values `undefined` for what is deleted
   */
  async change(values: Values, write: () => Promise<void>): Promise<void> {
    const copied = Object.entries(values).filter(([key]) => this.#keys.has(key))
    if (copied.length === 0) return write()
    this.#writes += 1
    await browser.storage.session.remove(place)
    await write()
    // Not where writing has failed: what is stored is not known then, and this run of the background makes no copy any more.
    this.#writes -= 1
    this.#read = this.#read?.then((stored) => ({ ...stored, ...Object.fromEntries(copied) }))
    await this.#copy()
  }

  async #readAll(): Promise<Values> {
    const copy = await this.#readCopy(place)
    if (typeof copy === 'object' && copy !== null) return { ...copy }
    const stored = await browser.storage.local.get([...this.#keys])
    void this.#copy()
    return stored
  }

  async #copy(): Promise<void> {
    const values = await this.#read?.catch(() => undefined)
    // Where there is no room for it, there is none.
    if (values && this.#writes === 0) await browser.storage.session.set({ [place]: values }).catch(() => undefined)
  }
}
