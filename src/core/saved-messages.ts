import type { SavedMessage } from './script.ts'

// Changes of a profile's saved messages: each gives a new list and leaves the given one alone.

type Messages = readonly SavedMessage[]

/** UTF-16 code units of a message that is kept. */
export const mostMessageText = 16_777_216

/** What a person may change of a saved message; `shortcut: undefined` takes it away. */
export type MessageChange = { readonly [Key in keyof Omit<SavedMessage, 'id'>]?: SavedMessage[Key] | undefined }

/** Puts a message at the end, or in the place of the one with its id. */
export function withMessage(messages: Messages, message: SavedMessage): Messages {
  const known = messages.some(({ id }) => id === message.id)
  const others = message.shortcut === undefined ? messages : withoutShortcut(messages, message.shortcut)
  return known ? others.map((one) => (one.id === message.id ? message : one)) : [...others, message]
}

export function changedMessage(messages: Messages, id: string, change: MessageChange): Messages {
  const found = messages.find((message) => message.id === id)
  if (!found) return messages
  const { shortcut, ...rest } = { ...found, ...change } as SavedMessage
  return withMessage(messages, shortcut === undefined ? rest : { ...rest, shortcut })
}

/** Puts a copy behind the original; a shortcut and the sending on connect stay the original's. */
export function withCopy(messages: Messages, id: string, newId: string): Messages {
  const at = messages.findIndex((message) => message.id === id)
  const original = messages[at]
  if (!original) return messages
  const { shortcut: _, ...rest } = original
  return messages.toSpliced(at + 1, 0, { ...rest, id: newId, onConnect: false })
}

/**
 * Moves a message into a folder, before another one or, without one, to the folder's end. Folders stay where they are.
 * @param before the id of the message it is put before
 */
export function movedMessage(messages: Messages, id: string, folder: readonly string[], before?: string): Messages {
  const moved = messages.find((message) => message.id === id)
  if (!moved || before === id) return messages
  // As they are seen: the place of a folder is that of its first message.
  const others = messageFolders(messages).flatMap((one) => one.messages.filter((message) => message !== moved))
  const at = others.findIndex((message) => message.id === before)
  return others.toSpliced(at < 0 ? endOf(others, folder) : at, 0, { ...moved, folder })
}

function endOf(messages: Messages, folder: readonly string[]): number {
  const key = JSON.stringify(folder)
  const last = messages.findLastIndex((message) => JSON.stringify(message.folder) === key)
  return last < 0 && folder.length > 0 ? messages.length : last + 1
}

/** Puts a message back where it was before it was deleted; its digit may have gone to another since. */
export function restoredMessage(messages: Messages, message: SavedMessage, index: number): Messages {
  if (messages.some(({ id }) => id === message.id)) return messages
  const { shortcut, ...rest } = message
  const isTaken = messages.some((other) => other.shortcut === shortcut)
  return messages.toSpliced(index, 0, isTaken ? rest : message)
}

export interface MessageFolder {
  /** From the outermost folder to the innermost; empty for what is in none. */
  readonly path: readonly string[]
  readonly messages: Messages
}

/** The messages by folder: those in none first, then each folder at the place of its first message. */
export function messageFolders(messages: Messages): readonly MessageFolder[] {
  const folders = new Map<string, { path: readonly string[]; messages: SavedMessage[] }>()
  folders.set('[]', { path: [], messages: [] })
  for (const message of messages) {
    const key = JSON.stringify(message.folder)
    const folder = folders.get(key) ?? { path: message.folder, messages: [] }
    folder.messages.push(message)
    folders.set(key, folder)
  }
  return [...folders.values()].filter((folder) => folder.messages.length > 0)
}

/** What to call a message that was given no name: the start of what it says. */
export function messageTitle({ name, text }: Pick<SavedMessage, 'name' | 'text'>): string {
  const given = name.trim()
  if (given !== '') return given
  const start = text.slice(0, 200).replace(/\s+/g, ' ').trim().slice(0, 60)
  // The cut may have gone through a character.
  return start.replace(/[\ud800-\udbff]$/, '')
}

function withoutShortcut(messages: Messages, shortcut: number): Messages {
  return messages.map((message) => {
    if (message.shortcut !== shortcut) return message
    const { shortcut: _, ...rest } = message
    return rest
  })
}
