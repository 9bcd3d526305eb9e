import * as v from 'valibot'
import { shaped } from '../core/bounds.ts'
import { canonicalJson, itemBytes, mostBytes, mostItems, type Version } from '../core/profile-sync.ts'
import { storageItem, storedItems, storeTogether } from '../platform/storage.ts'

/** One item of `storage.sync` for each profile; one that was deleted has no file. */
const prefix = 'profile/'
const itemSchema = v.object({ changedAt: v.number(), file: v.optional(v.unknown()) })

/** How long a deletion stays written down for devices that have not been on since, in milliseconds. */
const deletionStays = 90 * 86_400_000

export interface SharedItem {
  readonly id: string
  /** Epoch milliseconds. */
  readonly changedAt: number
  readonly file?: unknown
}

/** All that is there by the profile's id; deletions that are long past are dropped. */
export async function readSharedItems(now: number): Promise<ReadonlyMap<string, SharedItem>> {
  const items = Object.entries(await storedItems('sync')).flatMap(([key, value]) => {
    const read = shaped(itemSchema, value)
    return key.startsWith(prefix) && read ? [{ ...read, id: key.slice(prefix.length) }] : []
  })
  const isPast = ({ file, changedAt }: SharedItem) => file === undefined && changedAt < now - deletionStays
  for (const { id } of items.filter(isPast)) await storageItem('sync', keyOf(id)).remove()
  return new Map(items.filter((item) => !isPast(item)).map((item) => [item.id, item]))
}

/** In one call: browsers count calls, and each is all or nothing. */
export async function writeSharedItems(items: readonly SharedItem[]): Promise<void> {
  if (items.length === 0) return
  await storeTogether('sync', Object.fromEntries(items.map(entryOf)))
}

/** Those there is room for beside what is there, deletions first, then in the order given. */
export function fitting(
  there: ReadonlyMap<string, SharedItem>,
  items: readonly SharedItem[],
): { readonly fits: readonly SharedItem[]; readonly rest: readonly SharedItem[] } {
  const sizes = new Map([...there.values()].map((item) => [item.id, bytesOf(item)]))
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  const rest: SharedItem[] = []
  const fits = items
    .toSorted((first, second) => Number(first.file !== undefined) - Number(second.file !== undefined))
    .filter((item) => {
      const grown = total - (sizes.get(item.id) ?? 0) + bytesOf(item)
      const hasRoom = grown <= mostBytes && (sizes.has(item.id) || sizes.size < mostItems)
      if (hasRoom) {
        sizes.set(item.id, bytesOf(item))
        total = grown
      } else rest.push(item)
      return hasRoom
    })
  return { fits, rest }
}

export function versionOf({ changedAt, file }: SharedItem): Version {
  return { changedAt, text: file === undefined ? null : canonicalJson(file) }
}

/** What an item takes of the quota. */
export function bytesOf(item: SharedItem): number {
  return itemBytes(...entryOf(item))
}

function keyOf(id: string): string {
  return `${prefix}${id}`
}

/** An item as it is stored. */
function entryOf({ id, ...value }: SharedItem): [key: string, value: object] {
  return [keyOf(id), value]
}
