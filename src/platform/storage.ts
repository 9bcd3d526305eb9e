import { browser } from './browser.ts'
import { browserName } from './browser-name.ts'
import { begun } from './early.ts'
import { LocalCopy } from './local-copy.ts'

/** What is in `sync` the browser carries to the person's other devices, where the person has that on. */
export type StorageArea = 'local' | 'session' | 'sync'

/** One stored value under one key; what is read back is not checked yet. */
export interface StorageItem {
  readonly key: string
  /** @returns the stored value, or `undefined` when there is none. */
  read(): Promise<unknown>
  /** Asks at once, and has Firefox keep a copy that is read faster; the next `read` takes the answer. */
  readAhead(): void
  write(value: unknown): Promise<void>
  remove(): Promise<void>
}

/** Stores several values in one step: all of them, or none. */
export function storeTogether(area: StorageArea, values: Readonly<Record<string, unknown>>): Promise<void> {
  const write = () => browser.storage[area].set({ ...values })
  return isCopied(area) ? copy.change(values, write) : write()
}

/** All that is stored, by key; not checked yet. */
export function storedItems(area: StorageArea): Promise<Record<string, unknown>> {
  return browser.storage[area].get()
}

/** Calls when anything there was changed: here, or by another device. */
export function onStored(area: StorageArea, listener: () => void): void {
  browser.storage.onChanged.addListener((_changes, changed) => {
    if (changed === area) listener()
  })
}

/** What is asked for in one go is read in one go: each read is a question to another process. */
class Reads {
  readonly #next = new Map<
    StorageArea,
    { readonly keys: string[]; readonly values: Promise<Record<string, unknown>> }
  >()

  async read(area: StorageArea, key: string): Promise<unknown> {
    const { keys, values } = this.#next.get(area) ?? this.#begin(area)
    keys.push(key)
    return (await values)[key]
  }

  #begin(area: StorageArea) {
    const keys: string[] = []
    const values = Promise.resolve().then(() => {
      this.#next.delete(area)
      return browser.storage[area].get(keys)
    })
    const begun = { keys, values }
    this.#next.set(area, begun)
    return begun
  }
}

const reads = new Reads()
const copy = /* @__PURE__ */ new LocalCopy((key) => reads.read('session', key))

function isCopied(area: StorageArea): boolean {
  return browserName() === 'firefox' && area === 'local'
}

/** @see https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/storage */
export function storageItem(area: StorageArea, key: string): StorageItem {
  const ask = () => reads.read(area, key)
  let read = ask
  return {
    key,
    read: () => read(),
    readAhead() {
      read = begun(isCopied(area) ? () => copy.read(key) : ask)
    },
    write: (value) => storeTogether(area, { [key]: value }),
    remove() {
      const remove = () => browser.storage[area].remove(key)
      return isCopied(area) ? copy.change({ [key]: undefined }, remove) : remove()
    },
  }
}
