import { type MessageFolder, messageFolders } from '../../../src/core/saved-messages.ts'
import type { SavedMessage } from '../../../src/core/script.ts'

/** A line of the list of saved messages. */
export type SavedRow =
  | { readonly type: 'folder'; readonly key: string; readonly path: readonly string[]; readonly isOpen: boolean }
  | { readonly type: 'message'; readonly key: string; readonly message: SavedMessage }

function folderKey(path: readonly string[]): string {
  return `folder ${JSON.stringify(path)}`
}

/** The lines in the order in which they are seen. */
export function savedRows(
  messages: readonly SavedMessage[],
  isCollapsed: (key: string) => boolean,
): readonly SavedRow[] {
  return messageFolders(messages).flatMap(({ path, messages: inFolder }): SavedRow[] => {
    const rows = inFolder.map((message): SavedRow => ({ type: 'message', key: message.id, message }))
    if (path.length === 0) return rows
    const key = folderKey(path)
    const isOpen = !isCollapsed(key)
    return [{ type: 'folder', key, path, isOpen }, ...(isOpen ? rows : [])]
  })
}

export interface SavedPlace {
  readonly folder: readonly string[]
  /** The message it is put before; at the end without one. */
  readonly before?: string
}

/** Where a message goes that is moved by one line; undefined where there is nothing beyond. */
export function placeBeyond(
  messages: readonly SavedMessage[],
  id: string,
  towards: 'up' | 'down',
): SavedPlace | undefined {
  const folders = messageFolders(messages)
  const at = folders.findIndex((folder) => folder.messages.some((message) => message.id === id))
  const folder = folders[at]
  if (!folder) return undefined
  const index = folder.messages.findIndex((message) => message.id === id)
  return towards === 'up' ? above(folders, folder, at, index) : below(folders, folder, at, index)
}

function above(folders: readonly MessageFolder[], folder: MessageFolder, at: number, index: number) {
  const previous = folder.messages[index - 1]
  if (previous) return { folder: folder.path, before: previous.id }
  if (folder.path.length === 0) return undefined
  return { folder: folders[at - 1]?.path ?? [] }
}

function below(folders: readonly MessageFolder[], folder: MessageFolder, at: number, index: number) {
  if (index < folder.messages.length - 1) return placeBefore(folder.path, folder.messages[index + 2])
  const next = folders[at + 1]
  return next && placeBefore(next.path, next.messages[0])
}

function placeBefore(folder: readonly string[], message: SavedMessage | undefined): SavedPlace {
  return message ? { folder, before: message.id } : { folder }
}
